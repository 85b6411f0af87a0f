package dev.tandem.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NormalizationTest {

  @Test
  void subtractsTheMeanAndDividesByTheDeviation() {
    float[] values = {9, 1, 2, 3, 9};
    new Normalization(1, 4).apply(values, 1, 3);

    assertThat(values).containsExactly(9, 0, 0.25f, 0.5f, 9);
  }

  @Test
  void noneChangesNothing() {
    float[] values = {0.1f, -3};
    Normalization.none().apply(values, 0, 2);

    assertThat(values).containsExactly(0.1f, -3);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void refusesADeviationThatIsNotAboveZero(double deviation) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Normalization(0, deviation))
        .withMessage(
            "Normalization: needs a finite mean and a deviation above 0, got 0.0 and " + deviation);
  }
}
