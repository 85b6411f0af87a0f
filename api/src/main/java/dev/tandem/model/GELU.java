package dev.tandem.model;

import dev.tandem.tensor.Shape;

/**
 * Gaussian error linear unit (Hendrycks and Gimpel, 2016), the exact form, not the one with tanh.
 *
 * <p>{@code y = x * (1 + erf(x / sqrt(2))) / 2}.
 *
 * <p>Shapes: any, unchanged. No parameters.
 */
public record GELU() implements LayerSpec {

  @Override
  public Shape outputShape(Shape input) {
    return input;
  }

  @Override
  public <R> R accept(LayerVisitor<R> visitor, LayerNode node) {
    return visitor.visit(this, node);
  }
}
