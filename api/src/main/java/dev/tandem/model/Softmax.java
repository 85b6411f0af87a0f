package dev.tandem.model;

import dev.tandem.tensor.Shape;

/**
 * Probabilities of the classes: {@code y[k] = exp(x[k]) / sum over j of exp(x[j])}.
 *
 * <p>Shapes: {@code [classes]} to the same. No parameters.
 *
 * <p>Every backend must: subtract the maximum first, so that no finite input overflows.
 */
public record Softmax() implements LayerSpec {

  @Override
  public Shape outputShape(Shape input) {
    return LogSoftmax.requireClasses(this, input);
  }

  @Override
  public <R> R accept(LayerVisitor<R> visitor, LayerNode node) {
    return visitor.visit(this, node);
  }
}
