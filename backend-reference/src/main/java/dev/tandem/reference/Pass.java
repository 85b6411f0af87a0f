package dev.tandem.reference;

import dev.tandem.data.DropoutMask;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One pass through a model.
 *
 * @param training whether batch statistics are used and running ones move
 * @param masks dropout masks by the layer's path; empty in inference
 */
record Pass(boolean training, Map<String, DropoutMask> masks) {
  static final Pass INFERENCE = new Pass(false, Map.of());

  Pass {
    masks = Map.copyOf(masks);
  }

  /** Returns the forward pass of a training step. */
  static Pass training(List<DropoutMask> masks) {
    Map<String, DropoutMask> byPath = new HashMap<>();
    masks.forEach(mask -> byPath.put(mask.layer(), mask));
    return new Pass(true, byPath);
  }
}
