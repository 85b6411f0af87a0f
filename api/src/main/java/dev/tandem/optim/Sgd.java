package dev.tandem.optim;

import java.util.List;

/**
 * Stochastic gradient descent with momentum, as PyTorch defines it (Sutskever et al., 2013, with
 * the learning rate outside the velocity):
 *
 * <pre>
 * v = momentum * v + gradient        (v starts at 0)
 * w = w - learningRate * v
 * </pre>
 *
 * <p>Slots: {@code momentum} (v); none if {@code momentum} is 0.
 *
 * @param momentum weight of the old velocity, in [0, 1)
 */
public record Sgd(double momentum) implements OptimizerSpec {
  /** Name of the slot that holds v. */
  public static final String MOMENTUM = "momentum";

  /**
   * @throws IllegalArgumentException if it is outside its range
   */
  public Sgd {
    if (!(momentum >= 0 && momentum < 1)) {
      throw new IllegalArgumentException("Sgd: momentum must be in [0, 1), got " + momentum);
    }
  }

  @Override
  public List<String> slots() {
    return momentum == 0 ? List.of() : List.of(MOMENTUM);
  }

  @Override
  public <R> R accept(OptimizerVisitor<R> visitor) {
    return visitor.visit(this);
  }
}
