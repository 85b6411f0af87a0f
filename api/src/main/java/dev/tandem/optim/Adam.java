package dev.tandem.optim;

import java.util.List;

/**
 * Adam (Kingma and Ba, 2015), with epsilon outside the bias correction's root as in PyTorch:
 *
 * <pre>
 * m = beta1 * m + (1 - beta1) * gradient        (m, s start at 0)
 * s = beta2 * s + (1 - beta2) * gradient^2
 * w = w - learningRate * (m / (1 - beta1^t)) / (sqrt(s / (1 - beta2^t)) + epsilon)
 * </pre>
 *
 * <p>t is the number of this step, from 1. Slots: {@code exp_avg} (m) and {@code exp_avg_sq} (s).
 *
 * @param beta1 weight of the old mean, in [0, 1)
 * @param beta2 weight of the old mean square, in [0, 1)
 * @param epsilon added to the root, above 0
 */
public record Adam(double beta1, double beta2, double epsilon) implements OptimizerSpec {
  /** Name of the slot that holds m, the mean of the gradients. */
  public static final String MEAN = "exp_avg";

  /** Name of the slot that holds s, the mean of their squares. */
  public static final String MEAN_SQUARE = "exp_avg_sq";

  /**
   * @throws IllegalArgumentException if a number is outside its range
   */
  public Adam {
    Ranges.requireFraction(beta1, "Adam: beta1");
    Ranges.requireFraction(beta2, "Adam: beta2");
    Ranges.requirePositive(epsilon, "Adam: epsilon");
  }

  /** Returns the paper's: beta1 0.9, beta2 0.999, epsilon 1e-8. */
  public static Adam of() {
    return new Adam(0.9, 0.999, 1e-8);
  }

  @Override
  public List<String> slots() {
    return List.of(MEAN, MEAN_SQUARE);
  }

  @Override
  public <R> R accept(OptimizerVisitor<R> visitor) {
    return visitor.visit(this);
  }
}
