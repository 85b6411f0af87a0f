package dev.tandem.model;

import dev.tandem.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * A fully connected layer (PyTorch's {@code Linear}).
 *
 * <p>{@code y[o] = bias[o] + sum over i of weight[o, i] * x[i]}.
 *
 * <p>Shapes: {@code [features]} to {@code [units]}.
 *
 * <p>Parameters: {@code weight [units, features]} starts as {@code initializer} says, with {@code
 * fan_in = features} and {@code fan_out = units}; {@code bias [units]}, if there is one, starts
 * uniform in +-1/sqrt(fan_in), as in PyTorch.
 *
 * <p>Every backend must: give and take the weight as {@code [units, features]}.
 *
 * @param units outputs, at least 1
 * @param bias whether a bias is added
 * @param initializer of the weight
 */
public record Dense(int units, boolean bias, Initializer initializer) implements LayerSpec {

  /**
   * @throws IllegalArgumentException if there is no unit
   */
  public Dense {
    Numbers.requireAtLeast(1, units, "Dense: units");
  }

  /** Returns a layer with a bias and PyTorch's first weights. */
  public static Dense of(int units) {
    return new Dense(units, true, new Initializer.FanInUniform());
  }

  public Dense withoutBias() {
    return new Dense(units, false, initializer);
  }

  public Dense withInitializer(Initializer newInitializer) {
    return new Dense(units, bias, newInitializer);
  }

  @Override
  public Shape outputShape(Shape input) {
    if (input.rank() != 1) {
      throw new IllegalArgumentException(
          this + ": needs [features], got " + input + "; put a Flatten before it.");
    }
    return Shape.of(units);
  }

  @Override
  public List<ParameterSpec> parameters(Shape input) {
    int features = input.dimension(0);
    ParameterSpec.Fans fans = new ParameterSpec.Fans(features, units);
    List<ParameterSpec> parameters = new ArrayList<>();
    parameters.add(ParameterSpec.trained("weight", Shape.of(units, features), fans, initializer));
    if (bias) {
      parameters.add(
          ParameterSpec.trained("bias", Shape.of(units), fans, new Initializer.FanInUniform()));
    }
    return parameters;
  }

  @Override
  public <R> R accept(LayerVisitor<R> visitor, LayerNode node) {
    return visitor.visit(this, node);
  }
}
