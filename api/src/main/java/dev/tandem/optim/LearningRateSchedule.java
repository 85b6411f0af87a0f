package dev.tandem.optim;

/** The learning rate as a pure function of the step. */
public sealed interface LearningRateSchedule permits ConstantRate, OneCycle {

  /**
   * Returns the learning rate of a step.
   *
   * @param step number of steps already taken, from 0
   * @return a rate above 0
   */
  double at(long step);

  /** Checks that a rate is a positive finite number. */
  static double requireRate(double rate, String name) {
    if (!(rate > 0 && rate < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(name + " must be above 0 and finite, got " + rate);
    }
    return rate;
  }
}
