package dev.tandem.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.tensor.HostTensor;
import dev.tandem.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CrossEntropyTest {

  private static double sum(double smoothing, float... scores) {
    HostTensor outputs = HostTensor.of(Shape.of(1, scores.length), scores);
    return new CrossEntropy(smoothing).sum(outputs, new int[] {0});
  }

  /** Scores of log 2, 0 and 0 are probabilities of 1/2, 1/4 and 1/4. */
  @ParameterizedTest
  @CsvSource({
    "0, 0.6931471805599453", // log 2
    "0.3, 0.8317766166719343", // 0.7 log 2 + 0.1 (log 2 + 2 log 4) = 1.2 log 2
    "0.75, 1.0397207708399179", // 0.25 log 2 + 0.25 * 5 log 2 = 1.5 log 2
  })
  void takesFromTheTrueClassAndSpreadsOverAll(double smoothing, double loss) {
    assertThat(sum(smoothing, (float) Math.log(2), 0, 0)).isCloseTo(loss, within(1e-7));
  }

  @Test
  void addsUpTheExamples() {
    HostTensor outputs = HostTensor.of(Shape.of(2, 2), 0, 0, 0, 0);

    assertThat(CrossEntropy.of().sum(outputs, new int[] {0, 1}))
        .isCloseTo(2 * Math.log(2), within(1e-15));
  }

  /** A wrong class 3 above the true one: log(1 + e^3); the true one 3 above: log(1 + e^-3). */
  @Test
  void looksAtTheLabel() {
    HostTensor outputs = HostTensor.of(Shape.of(2, 2), 1, 4, 5, 2);

    assertThat(CrossEntropy.of().sum(outputs, new int[] {0, 0}))
        .isCloseTo(Math.log1p(Math.exp(3)) + Math.log1p(Math.exp(-3)), within(1e-14));
  }

  @Test
  void doesNotOverflow() {
    assertThat(sum(0, 1e30f, 1e30f)).isCloseTo(Math.log(2), within(1e-12));
    assertThat(sum(0, -1e30f, -1e30f)).isCloseTo(Math.log(2), within(1e-12));
    assertThat(sum(0, 1000, 0)).isZero();
    assertThat(sum(0, 0, 1000)).isEqualTo(1000);
    assertThat(sum(0.5, 0, 1000)).isEqualTo(750);
  }

  @Test
  void isTheNegativeLogLikelihoodOfTheLogSoftmax() {
    double partition = Math.log(Math.exp(1) + Math.exp(2) + Math.exp(0.5));

    assertThat(sum(0, 2, 1, 0.5f)).isCloseTo(partition - 2, within(1e-14));
  }

  @Test
  void startsWithoutSmoothing() {
    assertThat(CrossEntropy.of()).isEqualTo(new CrossEntropy(0));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1, Double.NaN})
  void refusesASmoothingOutsideItsRange(double smoothing) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CrossEntropy(smoothing))
        .withMessage("CrossEntropy: labelSmoothing must be in [0, 1), got " + smoothing);
  }

  @Test
  void refusesWhatDoesNotFitTogether() {
    HostTensor outputs = HostTensor.zeros(Shape.of(2, 3));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> CrossEntropy.of().sum(outputs, new int[3]))
        .withMessage("loss of 3 labels needs outputs [3, classes], got [2, 3]");
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> CrossEntropy.of().sum(outputs, new int[] {0, 3}));
  }
}
