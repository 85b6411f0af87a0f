package dev.tandem.testkit;

import dev.tandem.model.AdaptiveAvgPool2d;
import dev.tandem.model.AvgPool2d;
import dev.tandem.model.BatchNorm2d;
import dev.tandem.model.Conv2d;
import dev.tandem.model.Dense;
import dev.tandem.model.LayerNorm;
import dev.tandem.model.LayerSpec;
import dev.tandem.model.MaxPool2d;
import dev.tandem.random.RandomStream;
import dev.tandem.random.RandomStreams;
import dev.tandem.random.RandomStreams.Purpose;
import dev.tandem.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** Layers of random sizes: for what nobody thought of. */
final class RandomLayers {
  private static final int ROUNDS = 8;

  private final RandomStream random;
  private final List<LayerCase> cases = new ArrayList<>();

  private RandomLayers(RandomStream random) {
    this.random = random;
  }

  /** Returns the layers of a seed. */
  static List<LayerCase> of(long seed) {
    RandomLayers layers =
        new RandomLayers(new RandomStreams(seed).stream(Purpose.AUGMENTATION, -1));
    for (int i = 0; i < ROUNDS; i++) {
      layers.addConvolution();
      layers.addPools();
      layers.addNorms();
      layers.addDense();
    }
    return layers.cases;
  }

  private void addConvolution() {
    int groups = from(1, 3);
    int channels = groups * from(1, 2);
    Conv2d layer =
        Conv2d.of(groups * from(1, 2), from(1, 3))
            .withGroups(groups)
            .withStride(from(1, 3))
            .withPadding(from(0, 2))
            .withDilation(from(1, 2));
    add(from(0, 1) == 0 ? layer : layer.withoutBias(), images(channels, 5));
  }

  private void addPools() {
    add(new MaxPool2d(from(1, 3), from(1, 3)), images(from(1, 3), 3));
    add(new AvgPool2d(from(1, 3), from(1, 3)), images(from(1, 3), 3));
    add(new AdaptiveAvgPool2d(from(1, 3), from(1, 3)), images(from(1, 3), 3));
  }

  /** No tiny epsilon: few values may lie close, and rounding grows by one over their deviation. */
  private void addNorms() {
    double epsilon = random.nextDouble(0.01, 0.1);
    add(new BatchNorm2d(epsilon, random.nextDouble()), images(from(1, 3), 2));
    add(new LayerNorm(epsilon), images(from(1, 3), 2));
  }

  private void addDense() {
    add(Dense.of(from(1, 9)), Shape.of(from(1, 9)));
  }

  /** Returns a shape whose height and width are at least {@code least}. */
  private Shape images(int channels, int least) {
    return Shape.of(channels, from(least, least + 5), from(least, least + 5));
  }

  private void add(LayerSpec layer, Shape input) {
    int batch = from(1, 5);
    String name = "random " + cases.size() + ", " + layer + " on " + input + ", batch " + batch;
    cases.add(new LayerCase(name, layer, input, batch, -2, 2));
  }

  private int from(int low, int high) {
    return low + random.nextInt(high - low + 1);
  }
}
