package dev.tandem.testkit;

import dev.tandem.model.Conv2d;
import dev.tandem.model.Dense;
import dev.tandem.model.Flatten;
import dev.tandem.model.LayerSpec;
import dev.tandem.model.ModelSpec;
import dev.tandem.model.NamedLayer;
import dev.tandem.tensor.Shape;

/**
 * A layer, what it is given and how much of it.
 *
 * @param name unique
 * @param layer the layer
 * @param input shape of one example
 * @param batch number of examples
 * @param low least input value
 * @param high greatest input value
 */
record LayerCase(String name, LayerSpec layer, Shape input, int batch, double low, double high) {

  static LayerCase image(String name, LayerSpec layer, int batch, int channels, int h, int w) {
    return new LayerCase(name, layer, Shape.of(channels, h, w), batch, -1, 1);
  }

  static LayerCase row(String name, LayerSpec layer, int batch, int features) {
    return new LayerCase(name, layer, Shape.of(features), batch, -1, 1);
  }

  LayerCase between(double newLow, double newHigh) {
    return new LayerCase(name, layer, input, batch, newLow, newHigh);
  }

  /** Returns the network of this layer alone. */
  ModelSpec alone() {
    return ModelSpec.of(
        name, input, new NamedLayer("layer", layer), new NamedLayer("flatten", new Flatten()));
  }

  /** Returns the network with a trained layer before, whose gradients show those of its outputs. */
  ModelSpec behindTrained() {
    LayerSpec front =
        input.rank() == 3
            ? Conv2d.of(input.dimension(0), 3).withPadding(1)
            : Dense.of(input.size());
    return ModelSpec.of(
        name,
        input,
        new NamedLayer("front", front),
        new NamedLayer("layer", layer),
        new NamedLayer("flatten", new Flatten()));
  }
}
