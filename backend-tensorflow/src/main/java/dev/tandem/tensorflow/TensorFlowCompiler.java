package dev.tandem.tensorflow;

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
import dev.tandem.tensorflow.BatchNormalization.Statistics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.tensorflow.Operation;
import org.tensorflow.Output;
import org.tensorflow.proto.DataType;

/** Turns each layer into TensorFlow's raw operations, reading the model's variables. */
record TensorFlowCompiler(GraphBuilder graph, Variables variables)
    implements LayerVisitor<Operator> {

  private Output<?> parameter(LayerNode node, String role) {
    return variables.value(node.parameterName(role));
  }

  /** A layer whose gradients TensorFlow knows. */
  private interface Formula {
    Output<?> of(Output<?> x);
  }

  /**
   * @param roles the layer's trained parameters that the formula reads
   */
  private Operator layer(LayerNode node, Formula formula, String... roles) {
    return (x, pass) -> {
      Output<?> y = formula.of(x);
      return new Value(y, dy -> backward(node, y, x, dy, pass, roles));
    };
  }

  private Output<?> backward(
      LayerNode node, Output<?> y, Output<?> x, Output<?> dy, Pass pass, String... roles) {
    List<Output<?>> of = new ArrayList<>();
    of.add(x);
    Arrays.stream(roles).forEach(role -> of.add(parameter(node, role)));
    List<Output<?>> gradients = graph.gradients(y, of, dy);
    for (int i = 0; i < roles.length; i++) {
      pass.gradients().put(node.parameterName(roles[i]), gradients.get(i + 1));
    }
    return gradients.get(0);
  }

  @Override
  public Operator visit(Conv2d layer, LayerNode node) {
    Convolution convolution = new Convolution(graph, layer);
    int channels = node.input().dimension(0);
    Formula products = x -> convolution.apply(x, parameter(node, "weight"), channels);
    return layer.bias()
        ? layer(node, x -> biased(node, products.of(x)), "weight", "bias")
        : layer(node, products, "weight");
  }

  @Override
  public Operator visit(Dense layer, LayerNode node) {
    Formula products =
        x ->
            graph
                .start("MatMul", x, parameter(node, "weight"))
                .setAttr("transpose_b", true)
                .build()
                .output(0);
    return layer.bias()
        ? layer(node, x -> biased(node, products.of(x)), "weight", "bias")
        : layer(node, products, "weight");
  }

  private Output<?> biased(LayerNode node, Output<?> y) {
    return graph.add("BiasAdd", y, parameter(node, "bias"));
  }

  @Override
  public Operator visit(BatchNorm2d layer, LayerNode node) {
    BatchNormalization norm = new BatchNormalization(graph, layer, node.input());
    Statistics running =
        new Statistics(parameter(node, "running_mean"), parameter(node, "running_var"));
    return (x, pass) -> {
      Output<?> weight = parameter(node, "weight");
      Statistics statistics = pass.training() ? norm.of(x) : running;
      if (pass.training()) {
        Statistics batch = norm.unbiased(x, statistics);
        move(node, "running_mean", norm.moved(running.mean(), batch.mean()), pass);
        move(node, "running_var", norm.moved(running.variance(), batch.variance()), pass);
      }
      Output<?> y = norm.normalize(x, weight, parameter(node, "bias"), statistics);
      return new Value(
          y,
          dy -> {
            Operation gradients = norm.gradients(dy, x, weight, statistics);
            pass.gradients().put(node.parameterName("weight"), gradients.output(1));
            pass.gradients().put(node.parameterName("bias"), gradients.output(2));
            return gradients.output(0);
          });
    };
  }

  private void move(LayerNode node, String role, Output<?> value, Pass pass) {
    pass.updates().add(variables.assign(node.parameterName(role), value));
  }

  @Override
  public Operator visit(LayerNorm layer, LayerNode node) {
    int[] axes = IntStream.rangeClosed(1, node.input().rank()).toArray();
    return layer(
        node,
        x -> {
          Output<?> centred = graph.add("Sub", x, graph.reduce("Mean", x, true, axes));
          Output<?> variance = graph.reduce("Mean", graph.add("Square", centred), true, axes);
          Output<?> factor =
              graph.add("Rsqrt", graph.add("AddV2", variance, graph.constant(layer.epsilon())));
          Output<?> scaled =
              graph.add("Mul", graph.add("Mul", centred, factor), parameter(node, "weight"));
          return graph.add("AddV2", scaled, parameter(node, "bias"));
        },
        "weight",
        "bias");
  }

  @Override
  public Operator visit(ReLU layer, LayerNode node) {
    return layer(node, x -> graph.add("Relu", x));
  }

  @Override
  public Operator visit(LeakyReLU layer, LayerNode node) {
    float slope = (float) layer.negativeSlope();
    return layer(node, x -> graph.start("LeakyRelu", x).setAttr("alpha", slope).build().output(0));
  }

  @Override
  public Operator visit(GELU layer, LayerNode node) {
    return layer(
        node,
        x -> {
          Output<?> erf = graph.add("Erf", graph.add("Mul", x, graph.constant(Math.sqrt(0.5))));
          Output<?> half = graph.add("Mul", x, graph.constant(0.5));
          return graph.add("Mul", half, graph.add("AddV2", erf, graph.constant(1)));
        });
  }

  @Override
  public Operator visit(SiLU layer, LayerNode node) {
    return layer(node, x -> graph.add("Mul", x, graph.add("Sigmoid", x)));
  }

  @Override
  public Operator visit(Sigmoid layer, LayerNode node) {
    return layer(node, x -> graph.add("Sigmoid", x));
  }

  @Override
  public Operator visit(Tanh layer, LayerNode node) {
    return layer(node, x -> graph.add("Tanh", x));
  }

  /** The mask comes in canonical order. */
  @Override
  public Operator visit(Dropout layer, LayerNode node) {
    boolean image = node.input().rank() == 3;
    return (x, pass) -> {
      if (!pass.training() || layer.rate() == 0) {
        return new Value(x, dy -> dy);
      }
      Output<?> mask = graph.placeholder(DataType.DT_UINT8, batchOf(node.input()));
      pass.masks().put(node.path(), mask);
      Output<?> keep = graph.cast(mask, DataType.DT_FLOAT);
      Output<?> turned = image ? graph.transpose(keep, 0, 2, 3, 1) : keep;
      Output<?> scaled = graph.add("Mul", turned, graph.constant(layer.scale()));
      return new Value(graph.add("Mul", x, scaled), dy -> graph.add("Mul", dy, scaled));
    };
  }

  /** Returns a shape with a batch of any size before it. */
  static org.tensorflow.ndarray.Shape batchOf(Shape shape) {
    return Tensors.shape(shape).prepend(org.tensorflow.ndarray.Shape.UNKNOWN_SIZE);
  }

  @Override
  public Operator visit(MaxPool2d layer, LayerNode node) {
    return layer(node, x -> pool("MaxPool", x, layer.kernel(), layer.stride()));
  }

  @Override
  public Operator visit(AvgPool2d layer, LayerNode node) {
    return layer(node, x -> pool("AvgPool", x, layer.kernel(), layer.stride()));
  }

  private Output<?> pool(String type, Output<?> x, int kernel, int stride) {
    return graph
        .start(type, x)
        .setAttr("ksize", new long[] {1, kernel, kernel, 1})
        .setAttr("strides", new long[] {1, stride, stride, 1})
        .setAttr("padding", "VALID")
        .build()
        .output(0);
  }

  /** Windows of several sizes have no operation: each channel is multiplied with their weights. */
  @Override
  public Operator visit(AdaptiveAvgPool2d layer, LayerNode node) {
    if (layer.height() == 1 && layer.width() == 1) {
      return layer(node, x -> graph.reduce("Mean", x, true, 1, 2));
    }
    int channels = node.input().dimension(0);
    int places = node.input().size() / channels;
    return layer(
        node,
        x -> {
          Output<?> planes = graph.reshape(graph.transpose(x, 0, 3, 1, 2), -1, places);
          Output<?> pooled = graph.add("MatMul", planes, windows(layer, node.input()));
          return graph.transpose(
              graph.reshape(pooled, -1, channels, layer.height(), layer.width()), 0, 2, 3, 1);
        });
  }

  /** Returns {@code [places of the input, places of the output]}. */
  private Output<?> windows(AdaptiveAvgPool2d layer, Shape input) {
    int rows = input.dimension(1);
    int columns = input.dimension(2);
    int outputs = layer.height() * layer.width();
    float[] weights = new float[rows * columns * outputs];
    for (int out = 0; out < outputs; out++) {
      int i = out / layer.width();
      int j = out % layer.width();
      int top = AdaptiveAvgPool2d.from(i, layer.height(), rows);
      int bottom = AdaptiveAvgPool2d.to(i, layer.height(), rows);
      int left = AdaptiveAvgPool2d.from(j, layer.width(), columns);
      int right = AdaptiveAvgPool2d.to(j, layer.width(), columns);
      for (int row = top; row < bottom; row++) {
        for (int column = left; column < right; column++) {
          weights[(row * columns + column) * outputs + out] =
              1f / ((bottom - top) * (right - left));
        }
      }
    }
    return graph.constant(org.tensorflow.ndarray.Shape.of((long) rows * columns, outputs), weights);
  }

  /** In canonical order: channels first. */
  @Override
  public Operator visit(Flatten layer, LayerNode node) {
    Shape input = node.input();
    boolean turned = input.rank() == 3 && input.size() > input.dimension(0);
    return layer(
        node, x -> graph.reshape(turned ? graph.transpose(x, 0, 3, 1, 2) : x, -1, input.size()));
  }

  @Override
  public Operator visit(Softmax layer, LayerNode node) {
    return layer(node, x -> graph.add("Softmax", x));
  }

  @Override
  public Operator visit(LogSoftmax layer, LayerNode node) {
    return layer(node, x -> graph.add("LogSoftmax", x));
  }

  @Override
  public Operator visit(Residual layer, LayerNode node) {
    Operator body = node.children().get(0).accept(this);
    Operator projection = node.children().get(1).accept(this);
    return (x, pass) -> {
      Value one = body.apply(x, pass);
      Value other = projection.apply(x, pass);
      return new Value(
          graph.add("AddV2", one.output(), other.output()),
          dy -> graph.add("AddV2", one.backward().of(dy), other.backward().of(dy)));
    };
  }

  @Override
  public Operator visit(Sequential layer, LayerNode node) {
    List<Operator> operators = node.children().stream().map(child -> child.accept(this)).toList();
    return (x, pass) -> {
      Value value = new Value(x, dy -> dy);
      for (Operator operator : operators) {
        Value.Backward before = value.backward();
        Value next = operator.apply(value.output(), pass);
        value = new Value(next.output(), dy -> before.of(next.backward().of(dy)));
      }
      return value;
    };
  }
}
