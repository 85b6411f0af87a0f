package dev.tandem.model;

import dev.tandem.tensor.Shape;

/**
 * An array that a layer owns: trained, or kept as a running statistic.
 *
 * @param name stable name; in a model the full path ({@code conv1.0.weight})
 * @param shape canonical shape: convolution weights are [out, in, height, width]
 * @param fanIn number of inputs that one output sums, at least 1
 * @param initializer how the first value is drawn
 * @param trainable whether the optimizer updates it; otherwise it is a running statistic
 */
public record ParameterSpec(
    String name, Shape shape, int fanIn, Initializer initializer, boolean trainable) {

  public ParameterSpec {
    if (fanIn < 1) {
      throw new IllegalArgumentException("parameter " + name + ": fanIn must be >= 1: " + fanIn);
    }
  }

  /** Returns a trained parameter. */
  static ParameterSpec trained(String name, Shape shape, int fanIn, Initializer initializer) {
    return new ParameterSpec(name, shape, fanIn, initializer, true);
  }

  /** Returns a running statistic of one value a channel, starting at {@code value}. */
  static ParameterSpec statistic(String name, int channels, float value) {
    return new ParameterSpec(name, Shape.of(channels), 1, new Initializer.Constant(value), false);
  }

  /** Returns the same parameter under another name. */
  public ParameterSpec withName(String newName) {
    return new ParameterSpec(newName, shape, fanIn, initializer, trainable);
  }
}
