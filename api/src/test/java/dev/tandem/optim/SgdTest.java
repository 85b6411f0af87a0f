package dev.tandem.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SgdTest {

  @Test
  void keepsAVelocityIfItHasMomentum() {
    assertThat(new Sgd(0.9).slots()).containsExactly("momentum");
    assertThat(new Sgd(0).slots()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1, Double.NaN})
  void refusesAMomentumOutsideItsRange(double momentum) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Sgd(momentum))
        .withMessage("Sgd: momentum must be in [0, 1), got " + momentum);
  }

  @Test
  void callsItsVisitor() {
    assertThat(new Sgd(0.5).<Double>accept(Sgd::momentum)).isEqualTo(0.5);
  }
}
