package dev.tandem.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tandem.tensor.HostTensor;
import dev.tandem.tensor.Shape;
import org.junit.jupiter.api.Test;

class NegativeLogLikelihoodTest {
  private final LossSpec loss = new NegativeLogLikelihood();

  @Test
  void addsTheNegatedScoresOfTheTrueClasses() {
    HostTensor outputs = HostTensor.of(Shape.of(2, 3), -0.5f, -1, -2, -4, -8, -16);

    assertThat(loss.sum(outputs, new int[] {2, 0})).isEqualTo(6);
  }

  @Test
  void addsInDoublePrecision() {
    // in float 16777216 + 1 is 16777216
    HostTensor outputs = HostTensor.of(Shape.of(3, 1), -16777216, -1, -1);

    assertThat(loss.sum(outputs, new int[3])).isEqualTo(16777218);
  }

  @Test
  void refusesOutputsOfAnotherNumberOfExamples() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> loss.sum(HostTensor.zeros(Shape.of(2, 10)), new int[3]))
        .withMessage("loss of 3 labels needs outputs [3, classes], got [2, 10]");
  }

  @Test
  void refusesOutputsOfAnotherRank() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> loss.sum(HostTensor.zeros(Shape.of(3, 10, 1)), new int[3]))
        .withMessage("loss of 3 labels needs outputs [3, classes], got [3, 10, 1]");
  }

  @Test
  void refusesALabelThatIsNoClass() {
    HostTensor outputs = HostTensor.zeros(Shape.of(2, 3));

    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> loss.sum(outputs, new int[] {3, 0}));
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> loss.sum(outputs, new int[] {0, -1}));
  }
}
