package dev.tandem.model;

import dev.tandem.tensor.Shape;
import java.util.List;

/**
 * Describes one layer: what it computes, not how. Holds no memory and knows no engine.
 *
 * <p>Shapes leave the batch out; images are channels first: {@code [channels, height, width]}.
 */
public sealed interface LayerSpec
    permits Conv2d,
        Dense,
        BatchNorm2d,
        LayerNorm,
        ReLU,
        LeakyReLU,
        GELU,
        SiLU,
        Sigmoid,
        Tanh,
        Dropout,
        MaxPool2d,
        AvgPool2d,
        AdaptiveAvgPool2d,
        Flatten,
        Softmax,
        LogSoftmax,
        Residual,
        Sequential {

  /**
   * Returns the shape of the output for an input shape.
   *
   * @throws IllegalArgumentException if the layer cannot take that input: the rule, what came and
   *     how to mend it
   */
  Shape outputShape(Shape input);

  /**
   * Returns the layer's own parameters and statistics for an input shape, named relative to the
   * layer ({@code weight}); empty if it has none.
   */
  default List<ParameterSpec> parameters(Shape input) {
    return List.of();
  }

  /** Calls the visitor's method for this kind of layer. */
  <R> R accept(LayerVisitor<R> visitor, LayerNode node);
}
