package dev.tandem.reference;

import dev.tandem.model.AdaptiveAvgPool2d;
import dev.tandem.model.BatchNorm2d;
import dev.tandem.model.Conv2d;
import dev.tandem.model.Dropout;
import dev.tandem.model.Flatten;
import dev.tandem.model.LayerNode;
import dev.tandem.model.LayerVisitor;
import dev.tandem.model.LogSoftmax;
import dev.tandem.model.MaxPool2d;
import dev.tandem.model.ReLU;
import dev.tandem.model.Sequential;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Turns each layer into its operator, bound to the model's arrays. */
record ReferenceCompiler(Map<String, Parameter> parameters) implements LayerVisitor<Operator> {

  private Parameter parameter(LayerNode node, String role) {
    return Objects.requireNonNull(parameters.get(node.parameterName(role)), role);
  }

  @Override
  public Operator visit(Conv2d layer, LayerNode node) {
    Parameter bias = layer.bias() ? parameter(node, "bias") : null;
    return new ConvolutionOperator(layer, node, parameter(node, "weight"), bias);
  }

  @Override
  public Operator visit(BatchNorm2d layer, LayerNode node) {
    return new BatchNormOperator(
        layer,
        node,
        parameter(node, "weight"),
        parameter(node, "bias"),
        parameter(node, "running_mean"),
        parameter(node, "running_var"));
  }

  @Override
  public Operator visit(ReLU layer, LayerNode node) {
    return new ReluOperator();
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
  public Operator visit(AdaptiveAvgPool2d layer, LayerNode node) {
    return new AveragePoolOperator(node);
  }

  /** The arrays are flat already, and channels-first. */
  @Override
  public Operator visit(Flatten layer, LayerNode node) {
    return identity();
  }

  @Override
  public Operator visit(LogSoftmax layer, LayerNode node) {
    return new LogSoftmaxOperator(node.output().size());
  }

  @Override
  public Operator visit(Sequential layer, LayerNode node) {
    return new SequentialOperator(node.children().stream().map(c -> c.accept(this)).toList());
  }

  private static Operator identity() {
    return new SequentialOperator(List.of());
  }
}
