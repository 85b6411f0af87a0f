package dev.tandem.model;

import dev.tandem.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Two-dimensional cross-correlation of an image with learned square kernels.
 *
 * <p>{@code y[o, i, j] = bias[o] + sum over c, u, v of weight[o, c, u, v] * x[c, i*stride + u -
 * padding, j*stride + v - padding]}, elements outside the image counting as 0.
 *
 * <p>Shapes: {@code [channels, h, w]} to {@code [filters, h', w']} with {@code h' = floor((h +
 * 2*padding - kernel)/stride) + 1}, {@code w'} likewise.
 *
 * <p>Parameters: {@code weight [filters, channels, kernel, kernel]} and, with {@code bias}, {@code
 * bias [filters]}; both start uniform in +-1/sqrt(channels*kernel*kernel), as in PyTorch.
 *
 * <p>Every backend must: not flip the kernel, and pad by the same amount on all four sides.
 *
 * @param filters output channels, at least 1
 * @param kernel height and width of the window, at least 1
 * @param stride step of the window, at least 1
 * @param padding zeros added on each side, at least 0
 * @param bias whether a bias is added
 */
public record Conv2d(int filters, int kernel, int stride, int padding, boolean bias)
    implements LayerSpec {

  /**
   * @throws IllegalArgumentException if a number is below its minimum
   */
  public Conv2d {
    Images.requireAtLeast(1, filters, "Conv2d: filters");
    Images.requireAtLeast(1, kernel, "Conv2d: kernel");
    Images.requireAtLeast(1, stride, "Conv2d: stride");
    Images.requireAtLeast(0, padding, "Conv2d: padding");
  }

  /** Returns a convolution of stride 1 without padding, with a bias. */
  public static Conv2d of(int filters, int kernel) {
    return new Conv2d(filters, kernel, 1, 0, true);
  }

  public Conv2d withStride(int newStride) {
    return new Conv2d(filters, kernel, newStride, padding, bias);
  }

  public Conv2d withPadding(int newPadding) {
    return new Conv2d(filters, kernel, stride, newPadding, bias);
  }

  public Conv2d withoutBias() {
    return new Conv2d(filters, kernel, stride, padding, false);
  }

  @Override
  public Shape outputShape(Shape input) {
    Images.requireImage(this, input);
    return Shape.of(
        filters,
        Images.places(this, input.dimension(1), kernel, stride, padding, input),
        Images.places(this, input.dimension(2), kernel, stride, padding, input));
  }

  @Override
  public List<ParameterSpec> parameters(Shape input) {
    int channels = input.dimension(0);
    int fanIn = Math.multiplyExact(channels, Math.multiplyExact(kernel, kernel));
    Initializer initializer = new Initializer.FanInUniform();
    List<ParameterSpec> parameters = new ArrayList<>();
    parameters.add(
        ParameterSpec.trained(
            "weight", Shape.of(filters, channels, kernel, kernel), fanIn, initializer));
    if (bias) {
      parameters.add(ParameterSpec.trained("bias", Shape.of(filters), fanIn, initializer));
    }
    return parameters;
  }

  @Override
  public <R> R accept(LayerVisitor<R> visitor, LayerNode node) {
    return visitor.visit(this, node);
  }
}
