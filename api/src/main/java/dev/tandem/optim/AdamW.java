package dev.tandem.optim;

import java.util.List;

/**
 * Adam with decoupled weight decay (Loshchilov and Hutter, 2019), as PyTorch defines it: before
 * each step of {@link Adam}, which sees the gradient alone,
 *
 * <pre>
 * w = w - learningRate * weightDecay * w
 * </pre>
 *
 * <p>Slots: those of {@link Adam}.
 *
 * @param adam the rule that follows the decay
 * @param weightDecay at least 0; times the learning rate at most 1, or weights change their sign
 */
public record AdamW(Adam adam, double weightDecay) implements OptimizerSpec {

  /**
   * @throws IllegalArgumentException if the decay is outside its range
   */
  public AdamW {
    Ranges.requireNotNegative(weightDecay, "AdamW: weightDecay");
  }

  /** Returns the usual rule with that decay; PyTorch's default is 0.01. */
  public static AdamW of(double weightDecay) {
    return new AdamW(Adam.of(), weightDecay);
  }

  @Override
  public List<String> slots() {
    return adam.slots();
  }

  @Override
  public <R> R accept(OptimizerVisitor<R> visitor) {
    return visitor.visit(this);
  }
}
