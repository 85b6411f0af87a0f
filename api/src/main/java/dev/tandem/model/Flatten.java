package dev.tandem.model;

import dev.tandem.tensor.Shape;

/**
 * All elements of an example in one row, in channels-first order on every backend.
 *
 * <p>Shapes: any {@code [a, b, …]} to {@code [a*b*…]}. No parameters.
 */
public record Flatten() implements LayerSpec {

  @Override
  public Shape outputShape(Shape input) {
    return Shape.of(input.size());
  }

  @Override
  public <R> R accept(LayerVisitor<R> visitor, LayerNode node) {
    return visitor.visit(this, node);
  }
}
