package dev.tandem.data;

import dev.tandem.tensor.HostTensor;

/**
 * Examples of one step, ready for a model. Holds the arrays it was given; they must not change
 * afterwards.
 */
public final class Batch {
  private final HostTensor inputs;
  private final int[] labels;

  /**
   * @param inputs {@code [n, …]}, augmented and normalised
   * @param labels n class indices
   * @throws IllegalArgumentException if there are not as many labels as inputs
   */
  public Batch(HostTensor inputs, int... labels) {
    if (inputs.shape().rank() < 1 || inputs.shape().dimension(0) != labels.length) {
      throw new IllegalArgumentException(
          "batch of inputs " + inputs.shape() + " with " + labels.length + " labels");
    }
    this.inputs = inputs;
    this.labels = labels;
  }

  /** Returns the inputs, {@code [n, …]}. */
  public HostTensor inputs() {
    return inputs;
  }

  /** Returns the live array of n class indices; treat it as read only. */
  public int[] labels() {
    return labels;
  }

  /** Returns the number of examples. */
  public int size() {
    return labels.length;
  }
}
