package dev.tandem.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tandem.tensor.HostTensor;
import dev.tandem.tensor.Shape;
import org.junit.jupiter.api.Test;

class ConfusionMatrixTest {

  @Test
  void predictsTheHighestScoreOfTheRow() {
    HostTensor outputs = HostTensor.of(Shape.of(2, 3), -3, -1, -2, -1, -2, -0.5f);

    assertThat(ConfusionMatrix.predicted(outputs, 0)).isEqualTo(1);
    assertThat(ConfusionMatrix.predicted(outputs, 1)).isEqualTo(2);
  }

  @Test
  void predictsTheFirstOfEqualScores() {
    HostTensor outputs = HostTensor.of(Shape.of(2, 3), 1, 2, 2, 0, 0, 0);

    assertThat(ConfusionMatrix.predicted(outputs, 0)).isEqualTo(1);
    assertThat(ConfusionMatrix.predicted(outputs, 1)).isZero();
  }

  @Test
  void countsTruthByRowAndPredictionByColumn() {
    ConfusionMatrix confusion = new ConfusionMatrix(3);
    HostTensor outputs =
        HostTensor.of(
            Shape.of(4, 3), /* 0 */ 9, 0, 0, /* 2 */ 0, 0, 9, /* 2 */ 0, 0, 9, /* 1 */ 0, 9, 0);
    confusion.add(outputs, new int[] {0, 1, 1, 1});
    confusion.add(HostTensor.of(Shape.of(1, 3), 0, 0, 9), new int[] {2});

    assertThat(confusion.classes()).isEqualTo(3);
    assertThat(confusion.count(0, 0)).isEqualTo(1);
    assertThat(confusion.count(1, 2)).isEqualTo(2);
    assertThat(confusion.count(2, 1)).isZero();
    assertThat(confusion.count(1, 1)).isEqualTo(1);
    assertThat(confusion.count(2, 2)).isEqualTo(1);
    assertThat(confusion.total()).isEqualTo(5);
    assertThat(confusion.correct()).isEqualTo(3);
  }

  @Test
  void startsEmpty() {
    assertThat(new ConfusionMatrix(2).total()).isZero();
    assertThat(new ConfusionMatrix(2).correct()).isZero();
  }

  @Test
  void refusesALabelThatIsNoClass() {
    ConfusionMatrix confusion = new ConfusionMatrix(2);

    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> confusion.add(HostTensor.zeros(Shape.of(1, 2)), new int[] {2}));
  }

  @Test
  void refusesAPredictionThatIsNoClass() {
    ConfusionMatrix confusion = new ConfusionMatrix(2);
    HostTensor outputs = HostTensor.of(Shape.of(1, 3), 0, 0, 9);

    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> confusion.add(outputs, new int[] {0}));
  }

  @Test
  void refusesToCountWhatIsNoClass() {
    ConfusionMatrix confusion = new ConfusionMatrix(2);

    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> confusion.count(0, 2));
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> confusion.count(2, 0));
  }
}
