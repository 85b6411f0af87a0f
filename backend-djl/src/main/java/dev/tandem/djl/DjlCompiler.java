package dev.tandem.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.pooling.Pool;
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
import org.jspecify.annotations.Nullable;

/** Turns each layer into calls of DJL's array operators, bound to the model's arrays. */
final class DjlCompiler implements LayerVisitor<Operator> {
  private static final int CHANNEL_AXIS = 1;

  private final Map<String, NDArray> arrays;

  DjlCompiler(Map<String, NDArray> arrays) {
    this.arrays = arrays;
  }

  private NDArray array(LayerNode node, String role) {
    return Objects.requireNonNull(arrays.get(node.parameterName(role)), role);
  }

  private static Shape square(int side) {
    return new Shape(side, side);
  }

  @Override
  public Operator visit(Conv2d layer, LayerNode node) {
    NDArray weight = array(node, "weight");
    @Nullable NDArray bias = layer.bias() ? array(node, "bias") : null;
    Shape stride = square(layer.stride());
    Shape padding = square(layer.padding());
    Shape dilation = square(1);
    return (x, pass) ->
        x.getNDArrayInternal()
            .convolution(x, weight, bias, stride, padding, dilation, 1)
            .singletonOrThrow();
  }

  @Override
  public Operator visit(BatchNorm2d layer, LayerNode node) {
    NDArray weight = array(node, "weight");
    NDArray bias = array(node, "bias");
    NDArray mean = array(node, "running_mean");
    NDArray variance = array(node, "running_var");
    float decay = (float) layer.statisticsDecay();
    float epsilon = (float) layer.epsilon();
    return (x, pass) ->
        BatchNorm.batchNorm(
                x, mean, variance, weight, bias, CHANNEL_AXIS, decay, epsilon, pass.training())
            .singletonOrThrow();
  }

  @Override
  public Operator visit(ReLU layer, LayerNode node) {
    return (x, pass) -> Activation.relu(x);
  }

  @Override
  public Operator visit(Dropout layer, LayerNode node) {
    String path = node.path();
    return (x, pass) -> {
      NDArray mask = pass.masks().get(path);
      return mask == null ? x : x.mul(mask);
    };
  }

  @Override
  public Operator visit(MaxPool2d layer, LayerNode node) {
    Shape kernel = square(layer.kernel());
    Shape stride = square(layer.stride());
    Shape padding = square(0);
    return (x, pass) -> Pool.maxPool2d(x, kernel, stride, padding, false);
  }

  @Override
  public Operator visit(AdaptiveAvgPool2d layer, LayerNode node) {
    int channels = node.output().dimension(0);
    return (x, pass) -> Pool.globalAvgPool2d(x).reshape(-1, channels, 1, 1);
  }

  @Override
  public Operator visit(Flatten layer, LayerNode node) {
    int size = node.output().size();
    return (x, pass) -> x.reshape(-1, size);
  }

  @Override
  public Operator visit(LogSoftmax layer, LayerNode node) {
    return (x, pass) -> x.logSoftmax(1);
  }

  @Override
  public Operator visit(Sequential layer, LayerNode node) {
    List<Operator> operators = node.children().stream().map(child -> child.accept(this)).toList();
    return (x, pass) -> {
      NDArray value = x;
      for (Operator operator : operators) {
        value = operator.apply(value, pass);
      }
      return value;
    };
  }
}
