package dev.tandem.mnist;

import dev.tandem.model.AdaptiveAvgPool2d;
import dev.tandem.model.BatchNorm2d;
import dev.tandem.model.Conv2d;
import dev.tandem.model.Dropout;
import dev.tandem.model.LayerSpec;
import dev.tandem.model.MaxPool2d;
import dev.tandem.model.NamedLayer;
import dev.tandem.model.ReLU;
import dev.tandem.model.Sequential;
import java.util.ArrayList;
import java.util.List;

/**
 * The pieces that the three networks are put together from.
 *
 * <p>Layers count in a block's numbering even if they do nothing (dropout of rate 0): names must
 * not depend on a rate.
 *
 * @param dropout rate of every dropout layer
 */
record Stages(double dropout) {

  /** Returns a 3x3 convolution that keeps the size; BatchNorm follows, so it has no bias. */
  static Conv2d conv(int filters) {
    return Conv2d.of(filters, 3).withPadding(1).withoutBias();
  }

  /** Returns a convolution, ReLU, BatchNorm and dropout. */
  List<LayerSpec> plain(Conv2d conv) {
    return List.of(conv, new ReLU(), BatchNorm2d.of(), new Dropout(dropout));
  }

  /** Returns a convolution, ReLU, BatchNorm, a pool that halves the size, and dropout. */
  List<LayerSpec> pooled(Conv2d conv) {
    return List.of(conv, new ReLU(), BatchNorm2d.of(), MaxPool2d.of(2), new Dropout(dropout));
  }

  /** Returns the 1x1 convolution, with a bias, that ends a block. */
  static List<LayerSpec> mix(int filters) {
    return List.of(Conv2d.of(filters, 1));
  }

  /** Returns the classifier: each channel's mean, then a linear map without a bias. */
  static NamedLayer gapLinear(int classes) {
    return block(
        "gap_linear", List.of(AdaptiveAvgPool2d.global(), Conv2d.of(classes, 1).withoutBias()));
  }

  @SafeVarargs
  static NamedLayer block(String name, List<LayerSpec>... stages) {
    List<LayerSpec> layers = new ArrayList<>();
    for (List<LayerSpec> stage : stages) {
      layers.addAll(stage);
    }
    return new NamedLayer(name, Sequential.of(layers.toArray(LayerSpec[]::new)));
  }
}
