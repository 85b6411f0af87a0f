package dev.tandem.optim;

import dev.tandem.tensor.HostTensor;

/** What training minimises: the mean over the batch of one value for each example. */
public sealed interface LossSpec permits NegativeLogLikelihood, CrossEntropy, MeanSquaredError {

  /**
   * Computes the loss of each example on the host, in double precision, and adds them up.
   * Evaluation uses this one on every backend.
   *
   * @param outputs the model's outputs, {@code [n, classes]}
   * @param labels n class indices, each in [0, classes)
   * @return the sum over the examples (not the mean)
   * @throws IllegalArgumentException if the shapes do not fit together
   * @throws IndexOutOfBoundsException if a label is outside its range
   */
  double sum(HostTensor outputs, int[] labels);

  /** Calls the visitor's method for this kind of loss. */
  <R> R accept(LossVisitor<R> visitor);
}
