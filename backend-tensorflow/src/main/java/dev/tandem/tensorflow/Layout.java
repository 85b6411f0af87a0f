package dev.tandem.tensorflow;

import dev.tandem.tensor.HostTensor;
import dev.tandem.tensor.Shape;

/**
 * The order of axes here and in Tandem. TensorFlow computes images channels last on a processor, so
 * what has three axes (an image, without the batch) and what has four (a convolution's weight) is
 * turned around; all else is the same.
 */
final class Layout {
  /** {@code [channels, height, width]} to {@code [height, width, channels]}. */
  private static final int[] IMAGE = {1, 2, 0};

  /** {@code [out, in, height, width]} to {@code [height, width, in, out]}. */
  private static final int[] KERNEL = {2, 3, 1, 0};

  private Layout() {}

  private static int[] axes(Shape canonical) {
    return switch (canonical.rank()) {
      case 3 -> IMAGE;
      case 4 -> KERNEL;
      default -> new int[0];
    };
  }

  /** Returns the engine's shape of a parameter. */
  static Shape engine(Shape canonical) {
    int[] axes = axes(canonical);
    if (axes.length == 0) {
      return canonical;
    }
    int[] dimensions = new int[axes.length];
    for (int axis = 0; axis < axes.length; axis++) {
      dimensions[axis] = canonical.dimension(axes[axis]);
    }
    return Shape.of(dimensions);
  }

  /** Returns a parameter's values in the engine's order. */
  static float[] toEngine(HostTensor canonical) {
    int[] axes = axes(canonical.shape());
    float[] values = canonical.values();
    return axes.length == 0 ? values : permute(values, canonical.shape(), axes, true);
  }

  /** Returns a parameter from values in the engine's order. */
  static HostTensor fromEngine(Shape canonical, float[] values) {
    int[] axes = axes(canonical);
    return HostTensor.of(
        canonical, axes.length == 0 ? values : permute(values, canonical, axes, false));
  }

  /** Goes through the engine's order; {@code from} is the matching place in the canonical one. */
  private static float[] permute(float[] values, Shape canonical, int[] axes, boolean toEngine) {
    int[] strides = strides(canonical);
    int[] index = new int[axes.length];
    float[] permuted = new float[values.length];
    for (int place = 0; place < values.length; place++) {
      int from = 0;
      for (int axis = 0; axis < axes.length; axis++) {
        from += index[axis] * strides[axes[axis]];
      }
      permuted[toEngine ? place : from] = values[toEngine ? from : place];
      for (int axis = axes.length - 1; axis >= 0; axis--) {
        if (++index[axis] < canonical.dimension(axes[axis])) {
          break;
        }
        index[axis] = 0;
      }
    }
    return permuted;
  }

  private static int[] strides(Shape shape) {
    int[] strides = new int[shape.rank()];
    int stride = 1;
    for (int axis = shape.rank() - 1; axis >= 0; axis--) {
      strides[axis] = stride;
      stride *= shape.dimension(axis);
    }
    return strides;
  }
}
