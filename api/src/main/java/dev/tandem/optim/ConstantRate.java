package dev.tandem.optim;

/**
 * The same rate at every step.
 *
 * @param rate above 0 and finite
 */
public record ConstantRate(double rate) implements LearningRateSchedule {
  /**
   * @throws IllegalArgumentException if it is not
   */
  public ConstantRate {
    Ranges.requirePositive(rate, "learning rate");
  }

  @Override
  public double at(long step) {
    return rate;
  }
}
