package dev.tandem.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SgdTest {

  @Test
  void keepsAVelocityIfItHasMomentum() {
    assertThat(Sgd.of(0.9).slots()).containsExactly("momentum");
    assertThat(Sgd.of(0.9).withNesterov().slots()).containsExactly("momentum");
    assertThat(Sgd.of(0).slots()).isEmpty();
    assertThat(Sgd.of(0).withWeightDecay(0.1).slots()).isEmpty();
  }

  @Test
  void isChangedOneFieldAtATime() {
    assertThat(Sgd.of(0.9)).isEqualTo(new Sgd(0.9, false, 0));
    assertThat(Sgd.of(0.9).withNesterov().withWeightDecay(0.1)).isEqualTo(new Sgd(0.9, true, 0.1));
    assertThat(Sgd.of(0.9).withWeightDecay(0.1).withNesterov()).isEqualTo(new Sgd(0.9, true, 0.1));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1, Double.NaN})
  void refusesAMomentumOutsideItsRange(double momentum) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Sgd.of(momentum))
        .withMessage("Sgd: momentum must be in [0, 1), got " + momentum);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, Double.POSITIVE_INFINITY, Double.NaN})
  void refusesADecayOutsideItsRange(double decay) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Sgd.of(0).withWeightDecay(decay))
        .withMessage("Sgd: weightDecay must be at least 0 and finite, got " + decay);
  }

  @Test
  void looksAheadOnlyWithAVelocity() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Sgd.of(0).withNesterov())
        .withMessage("Sgd: nesterov needs a momentum above 0");
  }
}
