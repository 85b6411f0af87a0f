package dev.tandem.model;

import dev.tandem.tensor.Shape;

/**
 * An array that a layer owns: trained, or kept as a running statistic.
 *
 * @param name stable name; in a model the full path ({@code conv1.0.weight})
 * @param shape canonical shape: convolution weights are [out, in, height, width]
 * @param fans how many values meet in it, which initializers scale by
 * @param initializer how the first value is drawn
 * @param trainable whether the optimizer updates it; otherwise it is a running statistic
 */
public record ParameterSpec(
    String name, Shape shape, Fans fans, Initializer initializer, boolean trainable) {

  /**
   * The fans of the layer's weight; a bias has those of its weight.
   *
   * @param in number of inputs that one output sums, at least 1
   * @param out number of outputs that one input goes to, at least 1
   */
  public record Fans(int in, int out) {
    static final Fans NONE = new Fans(1, 1);

    public Fans {
      if (in < 1 || out < 1) {
        throw new IllegalArgumentException("fans must be at least 1, got " + in + " and " + out);
      }
    }
  }

  /** Returns a trained parameter. */
  static ParameterSpec trained(String name, Shape shape, Fans fans, Initializer initializer) {
    return new ParameterSpec(name, shape, fans, initializer, true);
  }

  /** Returns a trained parameter that starts at one value. */
  static ParameterSpec constant(String name, Shape shape, float value) {
    return new ParameterSpec(name, shape, Fans.NONE, new Initializer.Constant(value), true);
  }

  /** Returns a running statistic of one value a channel, starting at {@code value}. */
  static ParameterSpec statistic(String name, int channels, float value) {
    return new ParameterSpec(
        name, Shape.of(channels), Fans.NONE, new Initializer.Constant(value), false);
  }

  /** Returns the same parameter under another name. */
  public ParameterSpec withName(String newName) {
    return new ParameterSpec(newName, shape, fans, initializer, trainable);
  }
}
