package dev.tandem.training;

/**
 * Exponential moving average of a model's weights (Polyak and Juditsky, 1992; as PyTorch's {@code
 * AveragedModel} with {@code get_ema_avg_fn}), parameters and running statistics alike. What is
 * evaluated, and what predicts later, is the average; training goes on from the weights themselves.
 *
 * <p>After every {@code every} steps {@code average = decay * average + (1 - decay) * weights}; the
 * first time the average becomes the weights.
 *
 * @param decay weight of the old average, in [0, 1); 0 for no averaging
 * @param every steps from one update to the next, at least 1; each copies the weights from the
 *     device
 */
public record WeightAveraging(double decay, int every) {

  /**
   * @throws IllegalArgumentException if a number is outside its range
   */
  public WeightAveraging {
    if (!(decay >= 0 && decay < 1)) {
      throw new IllegalArgumentException("averaging decay must be in [0, 1), got " + decay);
    }
    if (every < 1) {
      throw new IllegalArgumentException("averaging every must be at least 1, got " + every);
    }
  }

  /** Returns no averaging. */
  public static WeightAveraging none() {
    return new WeightAveraging(0, 1);
  }

  /** Returns an average that is updated after every step. */
  public static WeightAveraging of(double decay) {
    return new WeightAveraging(decay, 1);
  }

  /** Returns whether the weights themselves are used. */
  public boolean isNone() {
    return decay == 0;
  }
}
