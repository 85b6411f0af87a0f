package dev.tandem.spi;

import dev.tandem.data.Batch;
import dev.tandem.data.DropoutMask;
import dev.tandem.model.BatchNorm2d;
import dev.tandem.model.LayerNode;
import dev.tandem.model.ModelSpec;
import java.util.List;

/**
 * What varies from step to step besides the batch.
 *
 * @param step number of steps already taken, from 0
 * @param learningRate finite, at least 0
 * @param masks one for each dropout layer of the model with a rate above 0, in the model's order
 */
public record StepContext(long step, double learningRate, List<DropoutMask> masks) {
  public StepContext {
    masks = List.copyOf(masks);
  }

  /**
   * Checks that a training step of a model can be taken with this context and a batch. Every
   * backend calls it before a step moves anything.
   *
   * @throws IllegalArgumentException if inputs, labels or masks do not fit the model, or the batch
   *     is too small for one of its normalisations to have a variance
   */
  public void requireFits(ModelSpec model, Batch batch) {
    model.requireInputs(batch.inputs());
    requireLabels(model, batch.labels());
    model.root().leaves().forEach(leaf -> requireVariance(leaf, batch.size()));
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
    for (int i = 0; i < masks.size(); i++) {
      requireMask(masks.get(i), layers.get(i), batch.size());
    }
  }

  private static void requireLabels(ModelSpec model, int... labels) {
    int classes = model.output().size();
    for (int label : labels) {
      if (label < 0 || label >= classes) {
        throw new IllegalArgumentException(
            "model " + model.name() + " tells " + classes + " classes apart, got label " + label);
      }
    }
  }

  private static void requireMask(DropoutMask mask, LayerNode layer, int batch) {
    if (!mask.layer().equals(layer.path())
        || !mask.shape().equals(layer.input().withBatch(batch))) {
      throw new IllegalArgumentException(
          "mask of layer "
              + mask.layer()
              + " "
              + mask.shape()
              + ", expected one of layer "
              + layer.path()
              + " "
              + layer.input().withBatch(batch));
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
