package dev.tandem.model;

import dev.tandem.tensor.Shape;

/**
 * Logarithm of the softmax over the classes: {@code y[k] = x[k] - log(sum over j of exp(x[j]))}.
 *
 * <p>Shapes: {@code [classes]} to the same. No parameters.
 *
 * <p>Every backend must: subtract the maximum first, so that no finite input overflows.
 */
public record LogSoftmax() implements LayerSpec {

  @Override
  public Shape outputShape(Shape input) {
    return requireClasses(this, input);
  }

  static Shape requireClasses(LayerSpec layer, Shape input) {
    if (input.rank() != 1) {
      throw new IllegalArgumentException(
          layer + ": needs [classes], got " + input + "; put a Flatten before it.");
    }
    return input;
  }

  @Override
  public <R> R accept(LayerVisitor<R> visitor, LayerNode node) {
    return visitor.visit(this, node);
  }
}
