package dev.tandem.reference;

import dev.tandem.data.DropoutMask;
import dev.tandem.model.BatchNorm2d;
import dev.tandem.model.LayerNode;
import dev.tandem.model.ModelSpec;
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

  /**
   * Returns the forward pass of a training step.
   *
   * @throws IllegalArgumentException if the masks do not fit the model, or the batch is too small
   *     for the variance of one of its normalisations
   */
  static Pass training(ModelSpec model, int batch, List<DropoutMask> masks) {
    model.root().leaves().forEach(leaf -> requireVariance(leaf, batch));
    List<LayerNode> layers = model.dropouts();
    if (masks.size() != layers.size()) {
      throw new IllegalArgumentException(
          "model "
              + model.name()
              + " has "
              + layers.size()
              + " dropout layers, got "
              + masks.size()
              + " masks");
    }
    Map<String, DropoutMask> byPath = new HashMap<>();
    for (int i = 0; i < masks.size(); i++) {
      requireFits(masks.get(i), layers.get(i), batch);
      byPath.put(layers.get(i).path(), masks.get(i));
    }
    return new Pass(true, byPath);
  }

  private static void requireFits(DropoutMask mask, LayerNode layer, int batch) {
    if (!mask.layer().equals(layer.path())
        || !mask.shape().equals(layer.input().withBatch(batch))) {
      throw new IllegalArgumentException(
          "mask of layer " + mask.layer() + " " + mask.shape() + ", expected " + layer);
    }
  }

  private static void requireVariance(LayerNode leaf, int batch) {
    if (leaf.spec() instanceof BatchNorm2d
        && leaf.input().withBatch(batch).size() == leaf.input().dimension(0)) {
      throw new IllegalArgumentException(
          "layer "
              + leaf.path()
              + " "
              + leaf.spec()
              + ": one value a channel has no variance to train with, got a batch of "
              + batch
              + " of "
              + leaf.input()
              + "; use a larger batch.");
    }
  }
}
