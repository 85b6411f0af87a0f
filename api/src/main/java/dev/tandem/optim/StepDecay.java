package dev.tandem.optim;

/**
 * A rate that falls by a factor every so many steps (PyTorch's {@code StepLR}, counted in steps).
 *
 * <p>{@code rate = start * factor^floor(step / every)}.
 *
 * @param start first rate, above 0 and finite
 * @param factor of each fall, in (0, 1]
 * @param every steps from one fall to the next, at least 1
 */
public record StepDecay(double start, double factor, long every) implements LearningRateSchedule {

  /**
   * @throws IllegalArgumentException if a number is outside its range
   */
  public StepDecay {
    Ranges.requirePositive(start, "StepDecay: start");
    if (!(factor > 0 && factor <= 1)) {
      throw new IllegalArgumentException("StepDecay: factor must be in (0, 1], got " + factor);
    }
    Ranges.requireSteps(1, every, "StepDecay: every");
  }

  /** StrictMath: the same bits on every JVM. */
  @Override
  public double at(long step) {
    long falls = step / every;
    return start * StrictMath.pow(factor, (double) falls);
  }
}
