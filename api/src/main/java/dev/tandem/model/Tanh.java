package dev.tandem.model;

import dev.tandem.tensor.Shape;

/**
 * Hyperbolic tangent.
 *
 * <p>{@code y = (exp(x) - exp(-x)) / (exp(x) + exp(-x))}.
 *
 * <p>Shapes: any, unchanged. No parameters.
 */
public record Tanh() implements LayerSpec {

  @Override
  public Shape outputShape(Shape input) {
    return input;
  }

  @Override
  public <R> R accept(LayerVisitor<R> visitor, LayerNode node) {
    return visitor.visit(this, node);
  }
}
