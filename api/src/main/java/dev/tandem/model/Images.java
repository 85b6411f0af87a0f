package dev.tandem.model;

import dev.tandem.tensor.Shape;

/** Checks and arithmetic that the layers over images share. */
final class Images {
  private Images() {}

  static void requireImage(LayerSpec layer, Shape input) {
    if (input.rank() != 3) {
      throw new IllegalArgumentException(
          layer
              + ": needs [channels, height, width], got "
              + input
              + (input.rank() == 1 ? "; remove the Flatten before it." : "."));
    }
  }

  /** Returns what a window leaves of an image that is not padded. */
  static Shape pooled(LayerSpec layer, Shape input, int kernel, int stride) {
    requireImage(layer, input);
    return Shape.of(
        input.dimension(0),
        places(layer, input.dimension(1), kernel, stride, 0, input),
        places(layer, input.dimension(2), kernel, stride, 0, input));
  }

  /** Returns the number of places of a window: floor((size + 2*padding - kernel)/stride) + 1. */
  static int places(LayerSpec layer, int size, int kernel, int stride, int padding, Shape input) {
    long span = size + 2L * padding - kernel;
    if (span < 0) {
      throw new IllegalArgumentException(
          layer
              + ": a window of "
              + kernel
              + " does not fit into "
              + input
              + " with padding "
              + padding
              + "; use a smaller kernel or shrink the image less before it.");
    }
    return Math.toIntExact(span / stride + 1);
  }
}
