package dev.tandem.model;

import dev.tandem.tensor.Shape;

/**
 * Sigmoid linear unit, also known as swish (Elfwing, Uchibe and Doya, 2017).
 *
 * <p>{@code y = x / (1 + exp(-x))}.
 *
 * <p>Shapes: any, unchanged. No parameters.
 */
public record SiLU() implements LayerSpec {

  @Override
  public Shape outputShape(Shape input) {
    return input;
  }

  @Override
  public <R> R accept(LayerVisitor<R> visitor, LayerNode node) {
    return visitor.visit(this, node);
  }
}
