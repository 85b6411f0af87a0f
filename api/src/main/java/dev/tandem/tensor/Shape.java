package dev.tandem.tensor;

import java.util.Arrays;

/**
 * The dimensions of an array, every one at least 1. The empty shape is a scalar.
 *
 * <p>Layer shapes leave the batch out: an MNIST image is {@code [1, 28, 28]}, channels first.
 */
public final class Shape {
  private static final Shape SCALAR = new Shape(new int[0]);

  private final int[] dimensions;
  private final int size;

  private Shape(int[] dimensions) {
    long elements = 1;
    for (int dimension : dimensions) {
      if (dimension < 1) {
        throw new IllegalArgumentException(
            "shape " + Arrays.toString(dimensions) + ": every dimension must be at least 1");
      }
      elements *= dimension;
      if (elements > Integer.MAX_VALUE) {
        throw new IllegalArgumentException(
            "shape " + Arrays.toString(dimensions) + ": more than 2^31 - 1 elements");
      }
    }
    this.dimensions = dimensions;
    this.size = (int) elements;
  }

  /**
   * Returns the shape of these dimensions.
   *
   * @throws IllegalArgumentException if a dimension is below 1 or the product exceeds 2^31 - 1
   */
  public static Shape of(int... dimensions) {
    return dimensions.length == 0 ? SCALAR : new Shape(dimensions.clone());
  }

  /** Returns the number of dimensions; 0 for a scalar. */
  public int rank() {
    return dimensions.length;
  }

  /** Returns dimension {@code axis}, counted from 0. */
  public int dimension(int axis) {
    return dimensions[axis];
  }

  /** Returns the number of elements: the product of the dimensions, 1 for a scalar. */
  public int size() {
    return size;
  }

  /** Returns a copy of the dimensions. */
  public int[] toArray() {
    return dimensions.clone();
  }

  /** Returns this shape behind a leading batch dimension: {@code [1, 28, 28]} to {@code [n, …]}. */
  public Shape withBatch(int batch) {
    int[] batched = new int[dimensions.length + 1];
    batched[0] = batch;
    System.arraycopy(dimensions, 0, batched, 1, dimensions.length);
    return new Shape(batched);
  }

  /**
   * Returns this shape without its first dimension.
   *
   * @throws IllegalStateException if this is a scalar
   */
  public Shape withoutBatch() {
    if (dimensions.length == 0) {
      throw new IllegalStateException("a scalar has no batch dimension");
    }
    return of(Arrays.copyOfRange(dimensions, 1, dimensions.length));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Shape shape && Arrays.equals(dimensions, shape.dimensions);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(dimensions);
  }

  /** Returns the form {@code [1, 28, 28]}. */
  @Override
  public String toString() {
    return Arrays.toString(dimensions);
  }
}
