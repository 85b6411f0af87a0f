package dev.tandem.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdamTest {

  @Test
  void keepsTwoMeans() {
    assertThat(Adam.of().slots()).containsExactly("exp_avg", "exp_avg_sq");
    assertThat(AdamW.of(0.01).slots()).containsExactly("exp_avg", "exp_avg_sq");
  }

  @Test
  void startsWithThePapersNumbers() {
    assertThat(Adam.of()).isEqualTo(new Adam(0.9, 0.999, 1e-8));
    assertThat(AdamW.of(0.01)).isEqualTo(new AdamW(Adam.of(), 0.01));
    assertThat(new Adam(0, 0, 1).beta1()).isZero();
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1, Double.NaN})
  void refusesABetaOutsideItsRange(double beta) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Adam(beta, 0.999, 1e-8))
        .withMessage("Adam: beta1 must be in [0, 1), got " + beta);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Adam(0.9, beta, 1e-8))
        .withMessage("Adam: beta2 must be in [0, 1), got " + beta);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1e-8, Double.POSITIVE_INFINITY, Double.NaN})
  void refusesAnEpsilonThatDoesNotHelp(double epsilon) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Adam(0.9, 0.999, epsilon))
        .withMessage("Adam: epsilon must be above 0 and finite, got " + epsilon);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, Double.POSITIVE_INFINITY, Double.NaN})
  void refusesADecayOutsideItsRange(double decay) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AdamW.of(decay))
        .withMessage("AdamW: weightDecay must be at least 0 and finite, got " + decay);
    assertThat(AdamW.of(0).weightDecay()).isZero();
  }
}
