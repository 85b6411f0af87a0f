package dev.tandem.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.DoubleSupplier;

/** Compares gradients with slopes: two-sided differences of the loss, all in double precision. */
final class FiniteDifferences {
  private static final double STEP = 1e-5;

  private FiniteDifferences() {}

  /**
   * Moves every value to and fro and compares.
   *
   * @param values what the loss depends on; as it was in the end
   * @param gradient the gradient of the loss by {@code values}
   */
  static void check(String name, double[] values, double[] gradient, DoubleSupplier loss) {
    for (int i = 0; i < values.length; i++) {
      double value = values[i];
      values[i] = value + STEP;
      double above = loss.getAsDouble();
      values[i] = value - STEP;
      double below = loss.getAsDouble();
      values[i] = value;
      double slope = (above - below) / (2 * STEP);
      assertThat(gradient[i])
          .as("gradient by %s[%d]", name, i)
          .isCloseTo(slope, within(1e-9 + 1e-6 * Math.abs(slope)));
    }
  }
}
