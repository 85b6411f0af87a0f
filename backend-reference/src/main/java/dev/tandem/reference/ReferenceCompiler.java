package dev.tandem.reference;

import static dev.tandem.reference.ElementwiseOperator.density;
import static dev.tandem.reference.ElementwiseOperator.logistic;
import static dev.tandem.reference.ElementwiseOperator.normal;

import dev.tandem.model.AdaptiveAvgPool2d;
import dev.tandem.model.AvgPool2d;
import dev.tandem.model.BatchNorm2d;
import dev.tandem.model.Conv2d;
import dev.tandem.model.Dense;
import dev.tandem.model.Dropout;
import dev.tandem.model.Flatten;
import dev.tandem.model.GELU;
import dev.tandem.model.LayerNode;
import dev.tandem.model.LayerNorm;
import dev.tandem.model.LayerVisitor;
import dev.tandem.model.LeakyReLU;
import dev.tandem.model.LogSoftmax;
import dev.tandem.model.MaxPool2d;
import dev.tandem.model.ReLU;
import dev.tandem.model.Residual;
import dev.tandem.model.Sequential;
import dev.tandem.model.SiLU;
import dev.tandem.model.Sigmoid;
import dev.tandem.model.Softmax;
import dev.tandem.model.Tanh;
import dev.tandem.tensor.Shape;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Turns each layer into its operator, bound to the model's arrays. */
class ReferenceCompiler implements LayerVisitor<Operator> {
  private final Map<String, Parameter> parameters;

  ReferenceCompiler(Map<String, Parameter> parameters) {
    this.parameters = parameters;
  }

  /** Returns a layer's parameter by its role, such as {@code weight}. */
  final Parameter parameter(LayerNode node, String role) {
    return Objects.requireNonNull(parameters.get(node.parameterName(role)), role);
  }

  @Override
  public Operator visit(Conv2d layer, LayerNode node) {
    Parameter bias = layer.bias() ? parameter(node, "bias") : null;
    return new ConvolutionOperator(layer, node, parameter(node, "weight"), bias);
  }

  @Override
  public Operator visit(Dense layer, LayerNode node) {
    Parameter bias = layer.bias() ? parameter(node, "bias") : null;
    return new DenseOperator(parameter(node, "weight"), bias);
  }

  @Override
  public Operator visit(BatchNorm2d layer, LayerNode node) {
    return new BatchNormOperator(layer, node, role -> parameter(node, role));
  }

  @Override
  public Operator visit(LayerNorm layer, LayerNode node) {
    return new LayerNormOperator(layer, parameter(node, "weight"), parameter(node, "bias"));
  }

  @Override
  public Operator visit(ReLU layer, LayerNode node) {
    return new ElementwiseOperator(x -> Math.max(x, 0), x -> x > 0 ? 1 : 0);
  }

  @Override
  public Operator visit(LeakyReLU layer, LayerNode node) {
    double slope = layer.negativeSlope();
    return new ElementwiseOperator(x -> x > 0 ? x : slope * x, x -> x > 0 ? 1 : slope);
  }

  @Override
  public Operator visit(GELU layer, LayerNode node) {
    return new ElementwiseOperator(x -> x * normal(x), x -> normal(x) + x * density(x));
  }

  @Override
  public Operator visit(SiLU layer, LayerNode node) {
    return new ElementwiseOperator(
        x -> x / (1 + StrictMath.exp(-x)), x -> logistic(x) * (1 + x * (1 - logistic(x))));
  }

  @Override
  public Operator visit(Sigmoid layer, LayerNode node) {
    return new ElementwiseOperator(
        ElementwiseOperator::logistic, x -> logistic(x) * (1 - logistic(x)));
  }

  @Override
  public Operator visit(Tanh layer, LayerNode node) {
    return new ElementwiseOperator(
        StrictMath::tanh, x -> 1 - StrictMath.tanh(x) * StrictMath.tanh(x));
  }

  @Override
  public Operator visit(Dropout layer, LayerNode node) {
    return layer.rate() == 0 ? identity() : new DropoutOperator(node.path(), layer.rate());
  }

  @Override
  public Operator visit(MaxPool2d layer, LayerNode node) {
    return new MaxPoolOperator(layer, node);
  }

  @Override
  public Operator visit(AvgPool2d layer, LayerNode node) {
    return new AveragePoolOperator(
        node, (i, axis) -> i * layer.stride(), (i, axis) -> i * layer.stride() + layer.kernel());
  }

  @Override
  public Operator visit(AdaptiveAvgPool2d layer, LayerNode node) {
    Shape in = node.input();
    Shape out = node.output();
    return new AveragePoolOperator(
        node,
        (i, axis) -> AdaptiveAvgPool2d.from(i, out.dimension(axis), in.dimension(axis)),
        (i, axis) -> AdaptiveAvgPool2d.to(i, out.dimension(axis), in.dimension(axis)));
  }

  /** The arrays are flat already, and channels-first. */
  @Override
  public Operator visit(Flatten layer, LayerNode node) {
    return identity();
  }

  /** The exponential of the log-softmax. */
  @Override
  public Operator visit(Softmax layer, LayerNode node) {
    Operator exp = new ElementwiseOperator(StrictMath::exp, StrictMath::exp);
    return new SequentialOperator(List.of(new LogSoftmaxOperator(node.output().size()), exp));
  }

  @Override
  public Operator visit(LogSoftmax layer, LayerNode node) {
    return new LogSoftmaxOperator(node.output().size());
  }

  @Override
  public Operator visit(Residual layer, LayerNode node) {
    return new ResidualOperator(
        node.children().get(0).accept(this), node.children().get(1).accept(this));
  }

  @Override
  public Operator visit(Sequential layer, LayerNode node) {
    return new SequentialOperator(node.children().stream().map(c -> c.accept(this)).toList());
  }

  private static Operator identity() {
    return new SequentialOperator(List.of());
  }
}
