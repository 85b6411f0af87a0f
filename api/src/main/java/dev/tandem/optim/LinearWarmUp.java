package dev.tandem.optim;

/**
 * A rate that rises in a straight line (Goyal et al., "Accurate, large minibatch SGD", 2017;
 * PyTorch's {@code LinearLR}, counted in steps), then stays. What comes after it follows with
 * {@link #then}.
 *
 * <p>{@code rate = start + (peak - start) * min(step, steps) / steps}.
 *
 * @param start first rate, at least 0 and at most {@code peak}
 * @param peak rate at step {@code steps} and after, above 0 and finite
 * @param steps length of the rise, at least 1
 */
public record LinearWarmUp(double start, double peak, long steps) implements LearningRateSchedule {

  /**
   * @throws IllegalArgumentException if a number is outside its range
   */
  public LinearWarmUp {
    Ranges.requirePositive(peak, "LinearWarmUp: peak");
    if (!(start >= 0 && start <= peak)) {
      throw new IllegalArgumentException(
          "LinearWarmUp: start must be in [0, peak = " + peak + "], got " + start);
    }
    Ranges.requireSteps(1, steps, "LinearWarmUp: steps");
  }

  /** Returns the schedule that goes on with another one when the rise is over. */
  public LearningRateSchedule then(LearningRateSchedule next) {
    return then(steps, next);
  }

  @Override
  public double at(long step) {
    return start + (peak - start) * Math.min(step, steps) / steps;
  }
}
