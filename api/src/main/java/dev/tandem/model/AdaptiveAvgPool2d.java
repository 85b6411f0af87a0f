package dev.tandem.model;

import dev.tandem.tensor.Shape;

/**
 * Global average pooling: the mean of each channel over all places.
 *
 * <p>{@code y[c, 0, 0] = mean over i, j of x[c, i, j]}: PyTorch's {@code AdaptiveAvgPool2d(1)}.
 *
 * <p>Shapes: {@code [channels, h, w]} to {@code [channels, 1, 1]}. No parameters.
 */
public record AdaptiveAvgPool2d() implements LayerSpec {

  @Override
  public Shape outputShape(Shape input) {
    Images.requireImage(this, input);
    return Shape.of(input.dimension(0), 1, 1);
  }

  @Override
  public <R> R accept(LayerVisitor<R> visitor, LayerNode node) {
    return visitor.visit(this, node);
  }
}
