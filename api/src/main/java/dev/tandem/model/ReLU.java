package dev.tandem.model;

import dev.tandem.tensor.Shape;

/**
 * Rectified linear unit: {@code y = max(x, 0)}.
 *
 * <p>Shapes: any, unchanged. No parameters. The gradient at 0 is 0 on every backend.
 */
public record ReLU() implements LayerSpec {

  @Override
  public Shape outputShape(Shape input) {
    return input;
  }

  @Override
  public <R> R accept(LayerVisitor<R> visitor, LayerNode node) {
    return visitor.visit(this, node);
  }
}
