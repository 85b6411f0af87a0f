package dev.tandem.optim;

/**
 * What happens to the gradients of the mean loss before the optimizer, and its coupled weight
 * decay, see them.
 */
public sealed interface GradientClipping {

  /** Calls the visitor's method for this kind of clipping. */
  <R> R accept(ClippingVisitor<R> visitor);

  /** Gradients pass unchanged. */
  record None() implements GradientClipping {
    @Override
    public <R> R accept(ClippingVisitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /**
   * Every element is kept in a range, on both sides: {@code g = min(max(g, -limit), limit)}
   * (PyTorch's {@code clip_grad_value_}).
   *
   * @param limit above 0 and finite
   */
  record ByValue(double limit) implements GradientClipping {
    /**
     * @throws IllegalArgumentException if the limit is outside its range
     */
    public ByValue {
      Ranges.requirePositive(limit, "ByValue: limit");
    }

    @Override
    public <R> R accept(ClippingVisitor<R> visitor) {
      return visitor.visit(this);
    }
  }

  /**
   * All gradients together keep their direction and get a norm of at most {@code maximum} (Pascanu,
   * Mikolov and Bengio, 2013): {@code g = g * min(1, maximum / (norm + 1e-6))}, norm being the root
   * of the sum of the squares of all elements of all trained parameters' gradients (PyTorch's
   * {@code clip_grad_norm_}).
   *
   * @param maximum above 0 and finite
   */
  record ByGlobalNorm(double maximum) implements GradientClipping {
    /** Added to the norm, so that a gradient of 0 divides nothing by 0. */
    public static final double EPSILON = 1e-6;

    /**
     * @throws IllegalArgumentException if the maximum is outside its range
     */
    public ByGlobalNorm {
      Ranges.requirePositive(maximum, "ByGlobalNorm: maximum");
    }

    @Override
    public <R> R accept(ClippingVisitor<R> visitor) {
      return visitor.visit(this);
    }
  }
}
