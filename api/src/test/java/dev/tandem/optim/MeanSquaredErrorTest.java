package dev.tandem.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tandem.tensor.HostTensor;
import dev.tandem.tensor.Shape;
import org.junit.jupiter.api.Test;

class MeanSquaredErrorTest {
  private final LossSpec loss = new MeanSquaredError();

  /** The errors are 1, 2, 3, 4 and 0, 0, 0, 2: squares of 30 and 4 over four classes. */
  @Test
  void comparesWithTheOneHotRow() {
    HostTensor outputs = HostTensor.of(Shape.of(2, 4), 1, 3, -3, 4, 0, 0, 1, -2);

    assertThat(loss.sum(outputs, new int[] {1, 2})).isEqualTo(8.5);
  }

  @Test
  void isNothingForTheRowItself() {
    assertThat(loss.sum(HostTensor.of(Shape.of(1, 3), 0, 0, 1), new int[] {2})).isZero();
    assertThat(loss.sum(HostTensor.of(Shape.of(1, 3), 0, 0, 1), new int[] {0})).isEqualTo(2 / 3.0);
  }

  @Test
  void squaresInDoublePrecision() {
    HostTensor outputs = HostTensor.of(Shape.of(1, 1), 1e30f);

    assertThat(loss.sum(outputs, new int[1])).isEqualTo((double) 1e30f * 1e30f);
  }

  @Test
  void refusesWhatDoesNotFitTogether() {
    HostTensor outputs = HostTensor.zeros(Shape.of(2, 3));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> loss.sum(outputs, new int[1]))
        .withMessage("loss of 1 labels needs outputs [1, classes], got [2, 3]");
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> loss.sum(outputs, new int[] {-1, 0}));
  }
}
