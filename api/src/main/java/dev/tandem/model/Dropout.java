package dev.tandem.model;

import dev.tandem.tensor.Shape;

/**
 * Inverted dropout (Srivastava et al., 2014): in training each element is kept with probability
 * {@code 1 - rate} and then divided by it; in inference the input passes unchanged.
 *
 * <p>{@code y = x * keep / (1 - rate)}, keep in {0, 1}.
 *
 * <p>Shapes: any, unchanged. No parameters.
 *
 * <p>Every backend must: use the mask it is handed with the step and draw none itself, so that all
 * backends drop the same units.
 *
 * @param rate probability of dropping an element, in [0, 1); drawn to a precision of 2^-16
 */
public record Dropout(double rate) implements LayerSpec {

  /**
   * @throws IllegalArgumentException if the rate is outside its range
   */
  public Dropout {
    if (!(rate >= 0 && rate < 1)) {
      throw new IllegalArgumentException("Dropout: rate must be in [0, 1), got " + rate);
    }
  }

  /** Returns what a kept element is multiplied by: {@code 1 / (1 - rate)}. */
  public float scale() {
    return (float) (1 / (1 - rate));
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
