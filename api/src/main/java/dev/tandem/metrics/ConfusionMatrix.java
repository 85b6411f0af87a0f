package dev.tandem.metrics;

import dev.tandem.tensor.HostTensor;
import java.util.Arrays;
import java.util.Objects;

/**
 * How often each class was taken for each other: row = true class, column = predicted class. The
 * predicted class is the one with the highest score, the first of equal ones.
 */
public final class ConfusionMatrix {
  private final int classes;
  private final long[] counts;

  /** Creates an empty matrix for {@code classes} classes, at least 1. */
  public ConfusionMatrix(int classes) {
    this.classes = classes;
    this.counts = new long[Math.multiplyExact(classes, classes)];
  }

  /**
   * Adds a batch.
   *
   * @param outputs {@code [n, classes]}, any score that is higher for a likelier class
   * @param labels n true classes
   */
  public void add(HostTensor outputs, int[] labels) {
    for (int i = 0; i < labels.length; i++) {
      int truth = Objects.checkIndex(labels[i], classes);
      int predicted = Objects.checkIndex(predicted(outputs, i), classes);
      counts[truth * classes + predicted]++;
    }
  }

  /** Returns the class with the highest score in row {@code example} of outputs [n, classes]. */
  public static int predicted(HostTensor outputs, int example) {
    int classes = outputs.shape().dimension(1);
    int start = example * classes;
    int best = 0;
    for (int k = 1; k < classes; k++) {
      if (outputs.values()[start + k] > outputs.values()[start + best]) {
        best = k;
      }
    }
    return best;
  }

  /** Returns how many examples of class {@code truth} were taken for class {@code predicted}. */
  public long count(int truth, int predicted) {
    return counts[
        Objects.checkIndex(truth, classes) * classes + Objects.checkIndex(predicted, classes)];
  }

  /** Returns the number of classes. */
  public int classes() {
    return classes;
  }

  /** Returns the number of examples. */
  public long total() {
    return Arrays.stream(counts).sum();
  }

  /** Returns the number of examples whose class was predicted. */
  public long correct() {
    long correct = 0;
    for (int k = 0; k < classes; k++) {
      correct += counts[k * classes + k];
    }
    return correct;
  }
}
