package dev.tandem.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tandem.optim.GradientClipping.ByGlobalNorm;
import dev.tandem.optim.GradientClipping.ByValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GradientClippingTest {

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.POSITIVE_INFINITY, Double.NaN})
  void refusesALimitThatIsNone(double limit) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ByValue(limit))
        .withMessage("ByValue: limit must be above 0 and finite, got " + limit);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ByGlobalNorm(limit))
        .withMessage("ByGlobalNorm: maximum must be above 0 and finite, got " + limit);
  }

  @Test
  void addsPyTorchsEpsilonToTheNorm() {
    assertThat(ByGlobalNorm.EPSILON).isEqualTo(1e-6);
  }
}
