package dev.tandem.examples.echo;

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
import dev.tandem.model.LayerSpec;
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
import dev.tandem.spi.UnsupportedPlanException;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Turns each layer into its operator. The visitor has no default, so a layer that is new in Tandem
 * stops this class from compiling until somebody has decided what becomes of it here.
 */
record EchoCompiler(Map<String, Parameter> parameters) implements LayerVisitor<Operator> {

  private Parameter parameter(LayerNode node, String role) {
    return Objects.requireNonNull(parameters.get(node.parameterName(role)), role);
  }

  @Override
  public Operator visit(Dense layer, LayerNode node) {
    return new DenseOperator(
        parameter(node, "weight"), layer.bias() ? parameter(node, "bias") : null);
  }

  @Override
  public Operator visit(ReLU layer, LayerNode node) {
    return new ReluOperator();
  }

  /** The arrays are flat already. */
  @Override
  public Operator visit(Flatten layer, LayerNode node) {
    return new Chain(List.of());
  }

  @Override
  public Operator visit(LogSoftmax layer, LayerNode node) {
    return new LogSoftmaxOperator(node.output().size());
  }

  @Override
  public Operator visit(Sequential layer, LayerNode node) {
    return new Chain(node.children().stream().map(child -> child.accept(this)).toList());
  }

  private record Chain(List<Operator> operators) implements Operator {
    @Override
    public float[] forward(float[] x) {
      float[] value = x;
      for (Operator operator : operators) {
        value = operator.forward(value);
      }
      return value;
    }

    @Override
    public float[] backward(float[] dy) {
      float[] gradient = dy;
      for (int i = operators.size() - 1; i >= 0; i--) {
        gradient = operators.get(i).backward(gradient);
      }
      return gradient;
    }
  }

  private static Operator unsupported(LayerSpec layer, LayerNode node) {
    throw new UnsupportedPlanException(
        EchoBackendProvider.ID, "layer " + node.path() + " " + layer);
  }

  @Override
  public Operator visit(Conv2d layer, LayerNode node) {
    return unsupported(layer, node);
  }

  @Override
  public Operator visit(BatchNorm2d layer, LayerNode node) {
    return unsupported(layer, node);
  }

  @Override
  public Operator visit(LayerNorm layer, LayerNode node) {
    return unsupported(layer, node);
  }

  @Override
  public Operator visit(LeakyReLU layer, LayerNode node) {
    return unsupported(layer, node);
  }

  @Override
  public Operator visit(GELU layer, LayerNode node) {
    return unsupported(layer, node);
  }

  @Override
  public Operator visit(SiLU layer, LayerNode node) {
    return unsupported(layer, node);
  }

  @Override
  public Operator visit(Sigmoid layer, LayerNode node) {
    return unsupported(layer, node);
  }

  @Override
  public Operator visit(Tanh layer, LayerNode node) {
    return unsupported(layer, node);
  }

  @Override
  public Operator visit(Dropout layer, LayerNode node) {
    return unsupported(layer, node);
  }

  @Override
  public Operator visit(MaxPool2d layer, LayerNode node) {
    return unsupported(layer, node);
  }

  @Override
  public Operator visit(AvgPool2d layer, LayerNode node) {
    return unsupported(layer, node);
  }

  @Override
  public Operator visit(AdaptiveAvgPool2d layer, LayerNode node) {
    return unsupported(layer, node);
  }

  @Override
  public Operator visit(Softmax layer, LayerNode node) {
    return unsupported(layer, node);
  }

  @Override
  public Operator visit(Residual layer, LayerNode node) {
    return unsupported(layer, node);
  }
}
