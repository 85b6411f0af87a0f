package dev.tandem.optim;

/**
 * One schedule for a number of steps, then another, which counts from 0 again (PyTorch's {@code
 * SequentialLR}). Longer chains nest.
 *
 * <p>{@code rate = first.at(step)} for {@code step < steps}, {@code second.at(step - steps)} after.
 *
 * @param first the schedule of the first steps
 * @param steps how many those are, at least 1
 * @param second the schedule of all others
 */
public record Consecutive(LearningRateSchedule first, long steps, LearningRateSchedule second)
    implements LearningRateSchedule {

  /**
   * @throws IllegalArgumentException if there is no first step
   */
  public Consecutive {
    Ranges.requireSteps(1, steps, "Consecutive: steps");
  }

  @Override
  public double at(long step) {
    return step < steps ? first.at(step) : second.at(step - steps);
  }
}
