package dev.tandem.testkit;

import dev.tandem.tensor.HostTensor;
import dev.tandem.tensor.Shape;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/**
 * How one value differs from the reference's.
 *
 * @param what the array ({@code conv1.0.weight}) with its index
 * @param expected the reference's value
 * @param actual the backend's
 * @param allowed largest difference that is allowed
 */
record Difference(String what, double expected, double actual, double allowed) {
  static final Difference NONE = new Difference("no difference", 0, 0, 1);

  static Difference of(String what, double actual, double expected, Tolerance tolerance) {
    return new Difference(what, expected, actual, tolerance.allowed(expected));
  }

  /** Returns the worst of an array's elements: the one with the greatest share of the allowed. */
  static Difference worst(
      String what, HostTensor actual, HostTensor expected, Tolerance tolerance) {
    if (!actual.shape().equals(expected.shape())) {
      throw new AssertionError(
          what + ": expected shape " + expected.shape() + ", got " + actual.shape());
    }
    int worst = 0;
    double greatest = -1;
    for (int i = 0; i < expected.values().length; i++) {
      double share = of("", actual.values()[i], expected.values()[i], tolerance).share();
      if (share > greatest) {
        greatest = share;
        worst = i;
      }
    }
    String where = what + index(worst, expected.shape());
    return of(where, actual.values()[worst], expected.values()[worst], tolerance);
  }

  /**
   * As {@link #worst(String, HostTensor, HostTensor, Tolerance)}, over arrays of the same names.
   */
  static Difference worst(
      String what,
      Map<String, HostTensor> actual,
      Map<String, HostTensor> expected,
      Tolerance tolerance) {
    if (!actual.keySet().equals(expected.keySet())) {
      throw new AssertionError(
          what + ": expected " + expected.keySet() + ", got " + actual.keySet());
    }
    Difference worst = NONE;
    for (Map.Entry<String, HostTensor> entry : expected.entrySet()) {
      HostTensor theirs = actual.getOrDefault(entry.getKey(), entry.getValue());
      String name = what + " " + entry.getKey();
      worst = worst.or(worst(name, theirs, entry.getValue(), tolerance));
    }
    return worst;
  }

  /** Returns the one with the greater share. */
  Difference or(Difference other) {
    return other.share() > share() ? other : this;
  }

  double absolute() {
    return same() ? 0 : Math.abs(actual - expected);
  }

  /** Returns the difference as a share of the allowed; above 1 it is too large. */
  double share() {
    if (absolute() == 0) {
      return 0;
    }
    double share = absolute() / allowed;
    return Double.isNaN(share) ? Double.POSITIVE_INFINITY : share;
  }

  /** Infinities of one sign are the same, and so are NaNs. */
  private boolean same() {
    return Double.compare(actual, expected) == 0;
  }

  private static String index(int flat, Shape shape) {
    int[] index = new int[shape.rank()];
    int rest = flat;
    for (int axis = shape.rank() - 1; axis >= 0; axis--) {
      index[axis] = rest % shape.dimension(axis);
      rest /= shape.dimension(axis);
    }
    return Arrays.toString(index);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s: expected %.9g, got %.9g, off by %.3g, allowed %.3g",
        what,
        expected,
        actual,
        absolute(),
        allowed);
  }
}
