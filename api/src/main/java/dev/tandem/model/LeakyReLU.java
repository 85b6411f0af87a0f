package dev.tandem.model;

import dev.tandem.tensor.Shape;

/**
 * Rectified linear unit that leaks (Maas, Hannun and Ng, 2013).
 *
 * <p>{@code y = x} where x is above 0, {@code negativeSlope * x} elsewhere.
 *
 * <p>Shapes: any, unchanged. No parameters. The gradient at 0 is {@code negativeSlope} on every
 * backend.
 *
 * @param negativeSlope factor of what is below 0; finite and at least 0
 */
public record LeakyReLU(double negativeSlope) implements LayerSpec {

  /**
   * @throws IllegalArgumentException if the slope is outside its range
   */
  public LeakyReLU {
    Numbers.requireNotNegative(negativeSlope, "LeakyReLU: negativeSlope");
  }

  /** Returns the usual unit: a slope of 0.01. */
  public static LeakyReLU of() {
    return new LeakyReLU(0.01);
  }

  @Override
  public Shape outputShape(Shape input) {
    return input;
  }

  @Override
  public <R> R accept(LayerVisitor<R> visitor, LayerNode node) {
    return visitor.visit(this, node);
  }
}
