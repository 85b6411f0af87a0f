package dev.tandem.tensorflow;

import dev.tandem.model.ModelSpec;
import dev.tandem.model.ModelState;
import dev.tandem.spi.BackendException;
import dev.tandem.spi.BackendInfo;
import dev.tandem.tensor.HostTensor;
import dev.tandem.tensor.Shape;
import java.util.function.Supplier;
import org.tensorflow.Graph;
import org.tensorflow.Output;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.DataType;

/** A network in a graph of its own, with its variables and the engine's session. */
final class TensorFlowModel implements AutoCloseable {
  private final ModelSpec spec;
  private final BackendInfo info;
  private final Graph graph = new Graph();
  private final GraphBuilder builder = new GraphBuilder(graph);
  private final Variables variables = new Variables(builder);
  private final Session session;
  private final Operator network;
  private boolean closed;

  /**
   * @throws IllegalArgumentException if the state does not belong to the model
   */
  TensorFlowModel(ModelSpec spec, ModelState state, BackendInfo info, ConfigProto config) {
    state.requireFits(spec);
    this.spec = spec;
    this.info = info;
    this.session = new Session(graph, config);
    spec.parameters().forEach(p -> variables.add(p.name(), state.tensor(p.name())));
    this.network = spec.root().accept(new TensorFlowCompiler(builder, variables));
  }

  ModelSpec spec() {
    return spec;
  }

  GraphBuilder graph() {
    return builder;
  }

  Variables variables() {
    return variables;
  }

  Session session() {
    return session;
  }

  /** Gives the variables their values; to be called once, before the first run. */
  void start() {
    variables.initialize(session);
  }

  /** Adds a placeholder for a batch of inputs in canonical order. */
  Output<?> input() {
    return builder.placeholder(DataType.DT_FLOAT, TensorFlowCompiler.batchOf(spec.input()));
  }

  /** Adds a pass from inputs to outputs, both in canonical order. */
  Value forward(Output<?> inputs, Pass pass) {
    Output<?> x = isImage(spec.input()) ? channelsLast(inputs) : inputs;
    Value value = network.apply(x, pass);
    return isImage(spec.output())
        ? new Value(builder.transpose(value.output(), 0, 3, 1, 2), value.backward())
        : value;
  }

  private static boolean isImage(Shape shape) {
    return shape.rank() == 3;
  }

  /** With one channel the order is the same, and a new shape costs nothing. */
  private Output<?> channelsLast(Output<?> inputs) {
    Shape image = spec.input();
    return image.dimension(0) == 1
        ? builder.reshape(inputs, -1, image.dimension(1), image.dimension(2), 1)
        : builder.transpose(inputs, 0, 2, 3, 1);
  }

  HostTensor outputs(Tensor outputs) {
    float[] values = Tensors.floats(outputs);
    return HostTensor.of(spec.output().withBatch(values.length / spec.output().size()), values);
  }

  /** Around every call: refuses it if closed, says where an engine's error came from. */
  <T> T run(String doing, Supplier<T> work) {
    if (closed) {
      throw new IllegalStateException("the session is closed: " + doing);
    }
    try {
      return work.get();
    } catch (TensorFlowException e) {
      throw new BackendException(info, doing, e);
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      session.close();
      graph.close();
    }
  }
}
