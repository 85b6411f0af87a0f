package dev.tandem.model;

import dev.tandem.tensor.Shape;

/**
 * Average pooling to an output of a given size (PyTorch's {@code AdaptiveAvgPool2d}); with one
 * place it is global average pooling (Lin, Chen and Yan, "Network in network", 2013).
 *
 * <p>{@code y[c, i, j] = mean of x[c, p, q]} over the rows {@code floor(i*h/height) <= p <
 * ceil((i+1)*h/height)} and the columns {@code q} likewise; neighbouring windows may overlap.
 *
 * <p>Shapes: {@code [channels, h, w]} to {@code [channels, height, width]}. No parameters.
 *
 * @param height rows of the output, at least 1 and at most those of the input
 * @param width columns of the output, at least 1 and at most those of the input
 */
public record AdaptiveAvgPool2d(int height, int width) implements LayerSpec {

  /**
   * @throws IllegalArgumentException if a number is below 1
   */
  public AdaptiveAvgPool2d {
    Numbers.requireAtLeast(1, height, "AdaptiveAvgPool2d: height");
    Numbers.requireAtLeast(1, width, "AdaptiveAvgPool2d: width");
  }

  /** Returns global average pooling: the mean of each channel. */
  public static AdaptiveAvgPool2d global() {
    return new AdaptiveAvgPool2d(1, 1);
  }

  /** Returns the first row (or column) of window {@code i} of {@code windows} over {@code size}. */
  public static int from(int i, int windows, int size) {
    return Math.toIntExact((long) i * size / windows);
  }

  /** Returns the row (or column) after the last of window {@code i}. */
  public static int to(int i, int windows, int size) {
    return Math.toIntExact(((i + 1L) * size + windows - 1) / windows);
  }

  @Override
  public Shape outputShape(Shape input) {
    Images.requireImage(this, input);
    if (height > input.dimension(1) || width > input.dimension(2)) {
      throw new IllegalArgumentException(
          this + ": cannot make more places than there are in " + input + "; pool to fewer.");
    }
    return Shape.of(input.dimension(0), height, width);
  }

  @Override
  public <R> R accept(LayerVisitor<R> visitor, LayerNode node) {
    return visitor.visit(this, node);
  }
}
