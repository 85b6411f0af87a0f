package dev.tandem.model;

import dev.tandem.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Two-dimensional cross-correlation of an image with learned square kernels (LeCun et al., 1989;
 * PyTorch's {@code Conv2d}).
 *
 * <p>{@code y[o, i, j] = bias[o] + sum over c, u, v of weight[o, c, u, v] * x[g(o) + c, i*stride +
 * u*dilation - padding, j*stride + v*dilation - padding]}, elements outside the image counting as
 * 0. With several {@code groups} filters and channels are cut into as many equal runs, and a filter
 * sees the channels of its own run only: {@code g(o) = floor(o / (filters/groups)) *
 * (channels/groups)} and {@code c < channels/groups}.
 *
 * <p>Shapes: {@code [channels, h, w]} to {@code [filters, h', w']} with {@code h' = floor((h +
 * 2*padding - dilation*(kernel - 1) - 1)/stride) + 1}, {@code w'} likewise.
 *
 * <p>Parameters: {@code weight [filters, channels/groups, kernel, kernel]} starts as {@code
 * initializer} says, with {@code fan_in = channels/groups * kernel * kernel} and {@code fan_out =
 * filters/groups * kernel * kernel}; {@code bias [filters]}, if there is one, starts uniform in
 * +-1/sqrt(fan_in), as in PyTorch.
 *
 * <p>Every backend must: not flip the kernel, and pad by the same amount on all four sides.
 *
 * @param filters output channels, at least 1 and a multiple of {@code groups}
 * @param kernel height and width of the window, at least 1
 * @param stride step of the window, at least 1
 * @param padding zeros added on each side, at least 0
 * @param dilation distance of the window's elements, at least 1; 1 for a window without holes
 * @param groups runs of channels that do not see each other, at least 1
 * @param bias whether a bias is added
 * @param initializer of the weight
 */
public record Conv2d(
    int filters,
    int kernel,
    int stride,
    int padding,
    int dilation,
    int groups,
    boolean bias,
    Initializer initializer)
    implements LayerSpec {

  /**
   * @throws IllegalArgumentException if a number is below its minimum or the groups do not divide
   *     the filters
   */
  public Conv2d {
    Numbers.requireAtLeast(1, filters, "Conv2d: filters");
    Numbers.requireAtLeast(1, kernel, "Conv2d: kernel");
    Numbers.requireAtLeast(1, stride, "Conv2d: stride");
    Numbers.requireAtLeast(0, padding, "Conv2d: padding");
    Numbers.requireAtLeast(1, dilation, "Conv2d: dilation");
    Numbers.requireAtLeast(1, groups, "Conv2d: groups");
    if (filters % groups != 0) {
      throw new IllegalArgumentException(
          "Conv2d: filters must be a multiple of groups, got " + filters + " and " + groups);
    }
  }

  /** Returns a convolution of stride 1 without padding, with a bias and PyTorch's first weights. */
  public static Conv2d of(int filters, int kernel) {
    return new Conv2d(filters, kernel, 1, 0, 1, 1, true, new Initializer.FanInUniform());
  }

  public Conv2d withStride(int newStride) {
    return new Conv2d(filters, kernel, newStride, padding, dilation, groups, bias, initializer);
  }

  public Conv2d withPadding(int newPadding) {
    return new Conv2d(filters, kernel, stride, newPadding, dilation, groups, bias, initializer);
  }

  public Conv2d withDilation(int newDilation) {
    return new Conv2d(filters, kernel, stride, padding, newDilation, groups, bias, initializer);
  }

  public Conv2d withGroups(int newGroups) {
    return new Conv2d(filters, kernel, stride, padding, dilation, newGroups, bias, initializer);
  }

  public Conv2d withoutBias() {
    return new Conv2d(filters, kernel, stride, padding, dilation, groups, false, initializer);
  }

  public Conv2d withInitializer(Initializer newInitializer) {
    return new Conv2d(filters, kernel, stride, padding, dilation, groups, bias, newInitializer);
  }

  /** Returns the side of the window with its holes: {@code dilation * (kernel - 1) + 1}. */
  public int span() {
    return Math.addExact(Math.multiplyExact(dilation, kernel - 1), 1);
  }

  @Override
  public Shape outputShape(Shape input) {
    Images.requireImage(this, input);
    if (input.dimension(0) % groups != 0) {
      throw new IllegalArgumentException(
          this + ": needs channels in a multiple of groups, got " + input + ".");
    }
    return Shape.of(
        filters,
        Images.places(this, input.dimension(1), span(), stride, padding, input),
        Images.places(this, input.dimension(2), span(), stride, padding, input));
  }

  @Override
  public List<ParameterSpec> parameters(Shape input) {
    int channels = input.dimension(0) / groups;
    int window = Math.multiplyExact(kernel, kernel);
    ParameterSpec.Fans fans =
        new ParameterSpec.Fans(
            Math.multiplyExact(channels, window), Math.multiplyExact(filters / groups, window));
    List<ParameterSpec> parameters = new ArrayList<>();
    parameters.add(
        ParameterSpec.trained(
            "weight", Shape.of(filters, channels, kernel, kernel), fans, initializer));
    if (bias) {
      parameters.add(
          ParameterSpec.trained("bias", Shape.of(filters), fans, new Initializer.FanInUniform()));
    }
    return parameters;
  }

  @Override
  public <R> R accept(LayerVisitor<R> visitor, LayerNode node) {
    return visitor.visit(this, node);
  }
}
