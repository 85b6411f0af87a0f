package dev.tandem.model;

import dev.tandem.tensor.Shape;

/**
 * The largest element of each window, for each channel; no padding.
 *
 * <p>{@code y[c, i, j] = max over u, v < kernel of x[c, i*stride + u, j*stride + v]}.
 *
 * <p>Shapes: {@code [channels, h, w]} to {@code [channels, floor((h - kernel)/stride) + 1, …]};
 * rows and columns that fill no window are left out. No parameters.
 *
 * <p>Every backend must: send the gradient to one maximum of a window; which one of equal maxima is
 * the engine's choice.
 *
 * @param kernel height and width of the window, at least 1
 * @param stride step of the window, at least 1
 */
public record MaxPool2d(int kernel, int stride) implements LayerSpec {

  /**
   * @throws IllegalArgumentException if a number is below 1
   */
  public MaxPool2d {
    Numbers.requireAtLeast(1, kernel, "MaxPool2d: kernel");
    Numbers.requireAtLeast(1, stride, "MaxPool2d: stride");
  }

  /** Returns a pool whose windows touch without overlap. */
  public static MaxPool2d of(int kernel) {
    return new MaxPool2d(kernel, kernel);
  }

  @Override
  public Shape outputShape(Shape input) {
    return Images.pooled(this, input, kernel, stride);
  }

  @Override
  public <R> R accept(LayerVisitor<R> visitor, LayerNode node) {
    return visitor.visit(this, node);
  }
}
