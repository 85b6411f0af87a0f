package dev.tandem.model;

import dev.tandem.tensor.Shape;

/**
 * Logistic function.
 *
 * <p>{@code y = 1 / (1 + exp(-x))}.
 *
 * <p>Shapes: any, unchanged. No parameters.
 */
public record Sigmoid() implements LayerSpec {

  @Override
  public Shape outputShape(Shape input) {
    return input;
  }

  @Override
  public <R> R accept(LayerVisitor<R> visitor, LayerNode node) {
    return visitor.visit(this, node);
  }
}
