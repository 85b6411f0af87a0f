package dev.tandem.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class HostTensorTest {

  @Test
  void holdsTheArrayItWasGiven() {
    float[] values = {1, 2, 3, 4, 5, 6};
    HostTensor tensor = HostTensor.of(Shape.of(2, 3), values);

    assertThat(tensor.values()).isSameAs(values);
    assertThat(tensor.shape()).isEqualTo(Shape.of(2, 3));
  }

  @Test
  void startsAtZero() {
    assertThat(HostTensor.zeros(Shape.of(2, 2)).values()).containsExactly(0, 0, 0, 0);
  }

  @Test
  void aScalarHoldsOneValue() {
    assertThat(HostTensor.of(Shape.of(), 7).values()).containsExactly(7);
  }

  @Test
  void refusesAnotherNumberOfValues() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HostTensor.of(Shape.of(2, 3), 1, 2, 3, 4, 5))
        .withMessage("shape [2, 3] needs 6 values, got 5");
  }

  @Test
  void equalsByShapeAndValues() {
    HostTensor tensor = HostTensor.of(Shape.of(2), 1, 2);

    assertThat(tensor)
        .isEqualTo(HostTensor.of(Shape.of(2), 1, 2))
        .hasSameHashCodeAs(HostTensor.of(Shape.of(2), 1, 2));
    assertThat(tensor)
        .isNotEqualTo(HostTensor.of(Shape.of(2), 1, 3))
        .isNotEqualTo(HostTensor.of(Shape.of(1, 2), 1, 2));
    assertThat(tensor.equals((Object) "HostTensor[2]")).isFalse();
  }

  @Test
  void tellsZeroFromMinusZeroAndNanFromNumbers() {
    assertThat(HostTensor.of(Shape.of(), 0f)).isNotEqualTo(HostTensor.of(Shape.of(), -0f));
    assertThat(HostTensor.of(Shape.of(), Float.NaN))
        .isEqualTo(HostTensor.of(Shape.of(), Float.NaN));
  }

  @Test
  void printsItsShapeOnly() {
    assertThat(HostTensor.zeros(Shape.of(3, 5))).hasToString("HostTensor[3, 5]");
  }
}
