package dev.tandem.tensor;

import java.util.Arrays;

/**
 * Floats on the JVM heap with a shape, in row-major order: the only floating point array that
 * crosses the backend SPI.
 *
 * <p>A tensor does not copy the array it is given and hands out the live one, because batches and
 * weights pass through here on every step. Who hands an array over must not change it afterwards.
 */
public final class HostTensor {
  private final Shape shape;
  private final float[] values;

  private HostTensor(Shape shape, float[] values) {
    if (shape.size() != values.length) {
      throw new IllegalArgumentException(
          "shape " + shape + " needs " + shape.size() + " values, got " + values.length);
    }
    this.shape = shape;
    this.values = values;
  }

  /**
   * Returns a tensor over {@code values}, which is not copied.
   *
   * @throws IllegalArgumentException if the number of values is not the shape's size
   */
  public static HostTensor of(Shape shape, float... values) {
    return new HostTensor(shape, values);
  }

  /** Returns a tensor of zeros. */
  public static HostTensor zeros(Shape shape) {
    return new HostTensor(shape, new float[shape.size()]);
  }

  /** Returns the shape, the batch included where there is one. */
  public Shape shape() {
    return shape;
  }

  /** Returns the live array in row-major order; treat it as read only. */
  public float[] values() {
    return values;
  }

  /** Two tensors are equal if their shapes and all their values are, zeros by sign, NaNs alike. */
  @Override
  public boolean equals(Object other) {
    return other instanceof HostTensor tensor
        && shape.equals(tensor.shape)
        && Arrays.equals(values, tensor.values);
  }

  @Override
  public int hashCode() {
    return 31 * shape.hashCode() + Arrays.hashCode(values);
  }

  /** Returns the shape only: tensors are large. */
  @Override
  public String toString() {
    return "HostTensor" + shape;
  }
}
