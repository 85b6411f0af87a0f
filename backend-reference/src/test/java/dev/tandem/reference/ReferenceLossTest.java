package dev.tandem.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.optim.CrossEntropy;
import dev.tandem.optim.LossSpec;
import dev.tandem.optim.MeanSquaredError;
import dev.tandem.optim.NegativeLogLikelihood;
import dev.tandem.tensor.HostTensor;
import dev.tandem.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Losses and their gradients by hand, by finite differences and against the host's own. */
class ReferenceLossTest {
  private static final double LOG_2 = Math.log(2);
  private static final double LOG_5 = Math.log(5);

  static LossSpec[] losses() {
    return new LossSpec[] {
      new NegativeLogLikelihood(),
      CrossEntropy.of(),
      new CrossEntropy(0.3),
      new CrossEntropy(0.9),
      new MeanSquaredError()
    };
  }

  private static void check(
      LossSpec loss, double[] outputs, int[] labels, double mean, double... gradient) {
    double[] actual = new double[outputs.length];
    assertThat(loss.accept(new LossCompiler()).mean(outputs, labels, actual))
        .isCloseTo(mean, within(1e-15));
    assertThat(actual).containsExactly(gradient, within(1e-15));
  }

  @Test
  void negativeLogLikelihoodTakesTheTrueClassAlone() {
    double[] outputs = {-1, -2, -4, -8};
    check(new NegativeLogLikelihood(), outputs, new int[] {1, 0}, 3, 0, -0.5, -0.5, 0);
  }

  @Test
  void crossEntropyIsOfTheSoftmax() {
    // softmax 1/8, 1/4, 5/8
    double[] outputs = {0, LOG_2, LOG_5};
    check(CrossEntropy.of(), outputs, new int[] {1}, 2 * LOG_2, 0.125, -0.75, 0.625);
  }

  @Test
  void crossEntropyIsTheMeanOverTheBatch() {
    double[] outputs = {0, LOG_2, LOG_5, 7, 7, 7};
    double third = 1.0 / 3;
    check(
        CrossEntropy.of(),
        outputs,
        new int[] {2, 0},
        (3 * LOG_2 - LOG_5 + Math.log(3)) / 2,
        0.0625,
        0.125,
        -0.1875,
        (third - 1) / 2,
        third / 2,
        third / 2);
  }

  @Test
  void labelSmoothingSpreadsTheTruthOverAllClasses() {
    // the truth is 0.1, 0.8, 0.1
    check(
        new CrossEntropy(0.3),
        new double[] {0, LOG_2, LOG_5},
        new int[] {1},
        0.1 * 3 * LOG_2 + 0.8 * 2 * LOG_2 + 0.1 * (3 * LOG_2 - LOG_5),
        0.125 - 0.1,
        0.25 - 0.8,
        0.625 - 0.1);
  }

  @Test
  void crossEntropyOfLargeScoresIsFinite() {
    double[] outputs = {-1000, 1000, 1e5, 0};
    check(CrossEntropy.of(), outputs, new int[] {0, 0}, 1000, 0.5 * -1, 0.5, 0, 0);
  }

  @Test
  void meanSquaredErrorIsToTheOneHotRow() {
    double[] outputs = {0.5, 0.25, -1, 0, 0, 2};
    check(
        new MeanSquaredError(),
        outputs,
        new int[] {1, 2},
        (0.25 + 0.5625 + 1 + 1) / 6,
        0.5 / 3,
        -0.75 / 3,
        -1.0 / 3,
        0,
        0,
        1.0 / 3);
  }

  @ParameterizedTest
  @MethodSource("losses")
  void agreesWithTheHostAndWithFiniteDifferences(LossSpec spec) {
    ReferenceLoss loss = spec.accept(new LossCompiler());
    HostTensor host = Samples.random(Shape.of(4, 5), 1);
    double[] outputs = Parameter.widen(host);
    int[] labels = {3, 0, 4, 3};
    double[] gradient = new double[20];
    assertThat(loss.mean(outputs, labels, gradient))
        .isCloseTo(spec.sum(host, labels) / 4, within(1e-14));
    FiniteDifferences.check(
        "outputs", outputs, gradient, () -> loss.mean(outputs, labels, new double[20]));
  }
}
