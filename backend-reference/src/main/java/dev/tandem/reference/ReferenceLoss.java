package dev.tandem.reference;

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
}
