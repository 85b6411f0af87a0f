package dev.tandem.training;

import dev.tandem.metrics.ConfusionMatrix;
import dev.tandem.spi.StepResult;
import java.util.List;

/**
 * Where a run stands: what is finished, and the running totals of the epoch it is in.
 *
 * @param epoch epochs finished
 * @param batch batches finished of the epoch after those, from 0
 * @param totals of those batches
 * @param history one record for each finished epoch
 */
public record Progress(int epoch, int batch, Totals totals, List<EpochRecord> history) {

  /**
   * Sums over the training batches of an epoch so far.
   *
   * @param lossSum sum of the losses of the examples
   * @param correct examples whose class was predicted
   * @param examples examples seen
   * @param seconds time spent on them
   */
  public record Totals(double lossSum, long correct, long examples, double seconds) {
    static final Totals ZERO = new Totals(0, 0, 0, 0);

    /** Returns these totals with a batch added. */
    Totals plus(StepResult result, int[] labels) {
      long right = correct;
      for (int i = 0; i < labels.length; i++) {
        right += ConfusionMatrix.predicted(result.outputs(), i) == labels[i] ? 1 : 0;
      }
      return new Totals(
          lossSum + result.loss() * labels.length, right, examples + labels.length, seconds);
    }

    Totals withSeconds(double newSeconds) {
      return new Totals(lossSum, correct, examples, newSeconds);
    }

    Evaluation toEvaluation() {
      return new Evaluation(correct, examples, lossSum / examples);
    }
  }

  /**
   * @throws IllegalArgumentException if a number is negative or the history is not one record an
   *     epoch
   */
  public Progress {
    history = List.copyOf(history);
    if (epoch < 0 || batch < 0 || history.size() != epoch) {
      throw new IllegalArgumentException(
          "progress: epoch " + epoch + ", batch " + batch + ", history of " + history.size());
    }
  }

  /** Returns the progress of a run that has not begun. */
  public static Progress start() {
    return new Progress(0, 0, Totals.ZERO, List.of());
  }
}
