package dev.tandem.optim;

import dev.tandem.tensor.HostTensor;
import java.util.Objects;

/** The check that every loss begins with. */
final class Scores {
  private Scores() {}

  /** Checks that outputs {@code [n, classes]} and n labels fit together; returns the classes. */
  static int requireFits(HostTensor outputs, int... labels) {
    if (outputs.shape().rank() != 2 || outputs.shape().dimension(0) != labels.length) {
      throw new IllegalArgumentException(
          "loss of "
              + labels.length
              + " labels needs outputs ["
              + labels.length
              + ", classes], got "
              + outputs.shape());
    }
    int classes = outputs.shape().dimension(1);
    for (int label : labels) {
      Objects.checkIndex(label, classes);
    }
    return classes;
  }
}
