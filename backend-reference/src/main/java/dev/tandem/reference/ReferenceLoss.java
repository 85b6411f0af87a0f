package dev.tandem.reference;

import dev.tandem.optim.LossVisitor;
import dev.tandem.optim.NegativeLogLikelihood;

/** A compiled loss. */
@FunctionalInterface
interface ReferenceLoss {

  /**
   * Computes the mean loss of a batch.
   *
   * @param outputs {@code [n, classes]}
   * @param labels {@code [n]}
   * @param gradient zeros; takes the gradient of the mean by the outputs
   */
  double mean(double[] outputs, int[] labels, double[] gradient);

  static LossVisitor<ReferenceLoss> compiler() {
    return (NegativeLogLikelihood spec) -> ReferenceLoss::negativeLogLikelihood;
  }

  private static double negativeLogLikelihood(double[] outputs, int[] labels, double[] gradient) {
    int classes = outputs.length / labels.length;
    double sum = 0;
    for (int i = 0; i < labels.length; i++) {
      sum -= outputs[i * classes + labels[i]];
      gradient[i * classes + labels[i]] = -1.0 / labels.length;
    }
    return sum / labels.length;
  }
}
