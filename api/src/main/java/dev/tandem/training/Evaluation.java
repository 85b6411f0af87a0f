package dev.tandem.training;

import dev.tandem.metrics.ConfusionMatrix;

/**
 * How well a model did on a data set.
 *
 * @param correct examples whose class was predicted
 * @param total examples
 * @param loss mean loss of an example
 */
public record Evaluation(long correct, long total, double loss) {

  /** Returns the evaluation that a confusion matrix and a summed loss amount to. */
  static Evaluation of(ConfusionMatrix confusion, double lossSum) {
    return new Evaluation(confusion.correct(), confusion.total(), lossSum / confusion.total());
  }

  /** Returns the part that is correct, in [0, 1]. */
  public double accuracy() {
    return (double) correct / total;
  }
}
