package dev.tandem.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.pooling.Pool;
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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Turns each layer into calls of DJL's array operators, bound to the model's arrays. */
final class DjlCompiler implements LayerVisitor<Operator> {
  private static final int CHANNEL_AXIS = 1;

  private final Map<String, NDArray> arrays;
  private final NDManager manager;

  /**
   * @param arrays parameters and statistics by full name
   * @param manager holds the constants; lives as long as the model
   */
  DjlCompiler(Map<String, NDArray> arrays, NDManager manager) {
    this.arrays = arrays;
    this.manager = manager;
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
    Shape dilation = square(layer.dilation());
    int groups = layer.groups();
    return (x, pass) ->
        x.getNDArrayInternal()
            .convolution(x, weight, bias, stride, padding, dilation, groups)
            .singletonOrThrow();
  }

  @Override
  public Operator visit(Dense layer, LayerNode node) {
    NDArray weight = array(node, "weight");
    @Nullable NDArray bias = layer.bias() ? array(node, "bias") : null;
    return (x, pass) -> x.getNDArrayInternal().linear(x, weight, bias).singletonOrThrow();
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
  public Operator visit(LayerNorm layer, LayerNode node) {
    NDArray weight = array(node, "weight");
    NDArray bias = array(node, "bias");
    Shape example = StagingBuffers.shape(node.input());
    float epsilon = (float) layer.epsilon();
    return (x, pass) ->
        x.getNDArrayInternal().layerNorm(x, example, weight, bias, epsilon).singletonOrThrow();
  }

  @Override
  public Operator visit(ReLU layer, LayerNode node) {
    return (x, pass) -> Activation.relu(x);
  }

  @Override
  public Operator visit(LeakyReLU layer, LayerNode node) {
    float slope = (float) layer.negativeSlope();
    return (x, pass) -> Activation.leakyRelu(x, slope);
  }

  @Override
  public Operator visit(GELU layer, LayerNode node) {
    return (x, pass) -> Activation.gelu(x);
  }

  /** DJL's own swish multiplies by a number, which nothing recorded may take. */
  @Override
  public Operator visit(SiLU layer, LayerNode node) {
    return (x, pass) -> x.mul(Activation.sigmoid(x));
  }

  @Override
  public Operator visit(Sigmoid layer, LayerNode node) {
    return (x, pass) -> Activation.sigmoid(x);
  }

  @Override
  public Operator visit(Tanh layer, LayerNode node) {
    return (x, pass) -> Activation.tanh(x);
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
  public Operator visit(AvgPool2d layer, LayerNode node) {
    Shape kernel = square(layer.kernel());
    Shape stride = square(layer.stride());
    Shape padding = square(0);
    return (x, pass) -> Pool.avgPool2d(x, kernel, stride, padding, false, true);
  }

  @Override
  public Operator visit(AdaptiveAvgPool2d layer, LayerNode node) {
    if (layer.equals(AdaptiveAvgPool2d.global())) {
      int channels = node.output().dimension(0);
      return (x, pass) -> Pool.globalAvgPool2d(x).reshape(-1, channels, 1, 1);
    }
    NDArray rows = averages(node.input().dimension(1), layer.height());
    NDArray columns = averages(node.input().dimension(2), layer.width());
    return (x, pass) -> x.swapAxes(2, 3).matMul(rows).swapAxes(2, 3).matMul(columns);
  }

  /** Returns the matrix {@code [size, windows]} that averages a row over each of its windows. */
  private NDArray averages(int size, int windows) {
    float[] matrix = new float[Math.multiplyExact(size, windows)];
    for (int i = 0; i < windows; i++) {
      int from = AdaptiveAvgPool2d.from(i, windows, size);
      int to = AdaptiveAvgPool2d.to(i, windows, size);
      for (int p = from; p < to; p++) {
        matrix[p * windows + i] = 1f / (to - from);
      }
    }
    return manager.create(matrix, new Shape(size, windows));
  }

  @Override
  public Operator visit(Flatten layer, LayerNode node) {
    int size = node.output().size();
    return (x, pass) -> x.reshape(-1, size);
  }

  @Override
  public Operator visit(Softmax layer, LayerNode node) {
    return (x, pass) -> x.softmax(1);
  }

  @Override
  public Operator visit(LogSoftmax layer, LayerNode node) {
    return (x, pass) -> x.logSoftmax(1);
  }

  @Override
  public Operator visit(Residual layer, LayerNode node) {
    Operator body = node.children().get(0).accept(this);
    Operator projection = node.children().get(1).accept(this);
    return (x, pass) -> body.apply(x, pass).add(projection.apply(x, pass));
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
