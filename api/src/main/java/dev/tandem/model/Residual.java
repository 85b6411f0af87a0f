package dev.tandem.model;

import dev.tandem.tensor.Shape;

/**
 * A residual connection (He et al., "Deep residual learning", 2015): what the body makes of the
 * input is added to the input, or to a projection of it where the shapes differ.
 *
 * <p>{@code y = body(x) + projection(x)}; without a projection {@code y = body(x) + x}.
 *
 * <p>Shapes: any; body and projection must give the same. No parameters of its own; those inside
 * are named {@code body.…} and {@code projection.…}.
 *
 * @param body the layers whose output is added
 * @param projection applied to the input; a {@link Sequential} of no layers is the identity
 */
public record Residual(LayerSpec body, LayerSpec projection) implements LayerSpec {

  /** Returns the connection that adds the input itself. */
  public static Residual of(LayerSpec... body) {
    return new Residual(Sequential.of(body), Sequential.of());
  }

  /** Returns the connection that adds a projection of the input, often a convolution of 1x1. */
  public Residual withProjection(LayerSpec newProjection) {
    return new Residual(body, newProjection);
  }

  @Override
  public Shape outputShape(Shape input) {
    Shape sum = body.outputShape(input);
    Shape other = projection.outputShape(input);
    if (!sum.equals(other)) {
      throw new IllegalArgumentException(
          "Residual: the body gives "
              + sum
              + ", which cannot be added to "
              + other
              + "; keep the shape in the body or add a projection.");
    }
    return sum;
  }

  @Override
  public <R> R accept(LayerVisitor<R> visitor, LayerNode node) {
    return visitor.visit(this, node);
  }

  /** Returns the kind alone: messages stay readable. */
  @Override
  public String toString() {
    return "Residual[]";
  }
}
