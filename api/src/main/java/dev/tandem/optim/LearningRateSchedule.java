package dev.tandem.optim;

/** The learning rate as a pure function of the step. */
public sealed interface LearningRateSchedule
    permits ConstantRate, StepDecay, Cosine, OneCycle, LinearWarmUp, Consecutive {

  /**
   * Returns the learning rate of a step.
   *
   * @param step number of steps already taken, from 0
   * @return a finite rate of at least 0
   */
  double at(long step);

  /**
   * Returns the schedule that is this one for so many steps and then another, from its beginning.
   *
   * @throws IllegalArgumentException if {@code steps} is below 1
   */
  default LearningRateSchedule then(long steps, LearningRateSchedule next) {
    return new Consecutive(this, steps, next);
  }
}
