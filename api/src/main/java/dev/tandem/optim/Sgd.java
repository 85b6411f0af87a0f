package dev.tandem.optim;

import java.util.List;

/**
 * Stochastic gradient descent with momentum, as PyTorch defines it (Sutskever et al., 2013, with
 * the learning rate outside the velocity):
 *
 * <pre>
 * g = gradient + weightDecay * w
 * v = momentum * v + g               (v starts at 0)
 * w = w - learningRate * v           or, with Nesterov's momentum,
 * w = w - learningRate * (g + momentum * v)
 * </pre>
 *
 * <p>Slots: {@code momentum} (v); none if {@code momentum} is 0.
 *
 * @param momentum weight of the old velocity, in [0, 1)
 * @param nesterov whether the step looks ahead; needs a momentum above 0
 * @param weightDecay coupled weight decay (an L2 penalty of {@code weightDecay/2 * |w|^2} on every
 *     trained parameter), at least 0; it goes through the velocity
 */
public record Sgd(double momentum, boolean nesterov, double weightDecay) implements OptimizerSpec {
  /** Name of the slot that holds v. */
  public static final String MOMENTUM = "momentum";

  /**
   * @throws IllegalArgumentException if a number is outside its range
   */
  public Sgd {
    Ranges.requireFraction(momentum, "Sgd: momentum");
    Ranges.requireNotNegative(weightDecay, "Sgd: weightDecay");
    if (nesterov && momentum == 0) {
      throw new IllegalArgumentException("Sgd: nesterov needs a momentum above 0");
    }
  }

  /** Returns descent with that momentum, without weight decay. */
  public static Sgd of(double momentum) {
    return new Sgd(momentum, false, 0);
  }

  public Sgd withNesterov() {
    return new Sgd(momentum, true, weightDecay);
  }

  public Sgd withWeightDecay(double newWeightDecay) {
    return new Sgd(momentum, nesterov, newWeightDecay);
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
