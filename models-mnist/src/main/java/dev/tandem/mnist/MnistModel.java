package dev.tandem.mnist;

import static dev.tandem.mnist.Stages.block;
import static dev.tandem.mnist.Stages.conv;
import static dev.tandem.mnist.Stages.mix;

import dev.tandem.model.Flatten;
import dev.tandem.model.LogSoftmax;
import dev.tandem.model.ModelSpec;
import dev.tandem.model.NamedLayer;
import dev.tandem.model.Sequential;
import dev.tandem.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The three networks of the EVA6S4 project for handwritten digits.
 *
 * <p>Shapes: images {@code [1, 28, 28]}, normalised with {@link MnistData#NORMALIZATION}, to {@code
 * [10]} logarithms of probabilities. Parameter names are those of the project's PyTorch files
 * ({@code conv1.0.weight}).
 */
public enum MnistModel {
  /** 7,632 parameters: pools early, a third block without padding. */
  MEDIUM("mnist-medium", "3 blocks of 3x3 convolutions, the most accurate") {
    @Override
    List<NamedLayer> blocks(Stages s) {
      return List.of(
          block("conv1", s.plain(conv(8)), s.pooled(conv(8)), mix(8)),
          block("conv2", s.plain(conv(8)), s.pooled(conv(16)), mix(16)),
          block("conv3", s.plain(conv(16).withPadding(0)), s.pooled(conv(16).withPadding(0))));
    }
  },

  /** 5,616 parameters: one pool, then a convolution with stride 2. */
  SMALL("mnist-small", "2 blocks of 3x3 convolutions") {
    @Override
    List<NamedLayer> blocks(Stages s) {
      return List.of(
          block("conv1", s.plain(conv(8)), s.plain(conv(8)), s.pooled(conv(8)), mix(8)),
          block("conv2", s.plain(conv(8)), s.plain(conv(16)), s.plain(conv(16).withStride(2))));
    }
  },

  /** 4,464 parameters: strides and a pool bring 28x28 down to 7x7 within the first block. */
  ULTRASMALL("mnist-ultrasmall", "2 blocks of 3x3 convolutions with more strides, the smallest") {
    @Override
    List<NamedLayer> blocks(Stages s) {
      return List.of(
          block(
              "conv1",
              s.plain(conv(8)),
              s.plain(conv(8)),
              s.plain(conv(8)),
              s.pooled(conv(8).withStride(2)),
              mix(8)),
          block("conv2", s.plain(conv(8)), s.plain(conv(8)), s.plain(conv(16).withStride(2))));
    }
  };

  private static final Shape INPUT = Shape.of(1, 28, 28);
  private static final int CLASSES = 10;

  private final String id;
  private final String description;

  MnistModel(String id, String description) {
    this.id = id;
    this.description = description;
  }

  /** Returns the blocks before the classifier. */
  abstract List<NamedLayer> blocks(Stages stages);

  /** Returns the name that users choose it by ({@code mnist-medium}). */
  public String id() {
    return id;
  }

  /** Returns one line on what it is. */
  public String description() {
    return description;
  }

  /**
   * Returns the network.
   *
   * @param dropoutRate of every dropout layer, in [0, 1); names are the same for every rate
   * @throws IllegalArgumentException if the rate is outside its range
   */
  public ModelSpec spec(double dropoutRate) {
    List<NamedLayer> layers = new ArrayList<>(blocks(new Stages(dropoutRate)));
    layers.add(Stages.gapLinear(CLASSES));
    layers.add(new NamedLayer("flatten", new Flatten()));
    layers.add(new NamedLayer("log_softmax", new LogSoftmax()));
    return ModelSpec.of(id, INPUT, new Sequential(layers));
  }

  /**
   * Returns the model of that id.
   *
   * @throws IllegalArgumentException if there is none, with the list of those there are
   */
  public static MnistModel named(String id) {
    return Arrays.stream(values())
        .filter(model -> model.id.equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    Arrays.stream(values())
                        .map(MnistModel::id)
                        .collect(
                            Collectors.joining(
                                ", ", "unknown model '" + id + "'; there are: ", ""))));
  }
}
