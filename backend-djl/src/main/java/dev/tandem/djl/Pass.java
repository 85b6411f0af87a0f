package dev.tandem.djl;

import ai.djl.ndarray.NDArray;
import java.util.Map;

/**
 * One pass through a model.
 *
 * @param training whether batch statistics are used and running ones move
 * @param masks scaled dropout masks by the layer's path; empty in inference
 */
record Pass(boolean training, Map<String, NDArray> masks) {
  static final Pass INFERENCE = new Pass(false, Map.of());

  Pass {
    masks = Map.copyOf(masks);
  }
}
