package dev.tandem.tensorflow;

import java.util.Arrays;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operation;
import org.tensorflow.OperationBuilder;
import org.tensorflow.Output;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.Scope;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** Adds TensorFlow's raw operations to a graph; the typed ones are of no help to a compiler. */
final class GraphBuilder {
  private final Graph graph;
  private final Scope scope;
  private int gradients;

  GraphBuilder(Graph graph) {
    this.graph = graph;
    this.scope = Ops.create(graph).scope();
  }

  /** Starts an operation; for those with attributes. */
  OperationBuilder start(String type, Output<?>... inputs) {
    OperationBuilder builder = scope.opBuilder(type, type);
    Arrays.stream(inputs).forEach(builder::addInput);
    return builder;
  }

  /** Adds an operation without attributes and returns its first output. */
  Output<?> add(String type, Output<?>... inputs) {
    return start(type, inputs).build().output(0);
  }

  Output<?> placeholder(DataType type, Shape shape) {
    return start("Placeholder").setAttr("dtype", type).setAttr("shape", shape).build().output(0);
  }

  Output<?> constant(double value) {
    try (TFloat32 tensor = TFloat32.scalarOf((float) value)) {
      return constant(DataType.DT_FLOAT, tensor);
    }
  }

  Output<?> constant(Shape shape, float... values) {
    try (TFloat32 tensor = TFloat32.tensorOf(shape, DataBuffers.of(values))) {
      return constant(DataType.DT_FLOAT, tensor);
    }
  }

  Output<?> vector(int... values) {
    try (TInt32 tensor = TInt32.vectorOf(values)) {
      return constant(DataType.DT_INT32, tensor);
    }
  }

  Output<?> scalar(int value) {
    try (TInt32 tensor = TInt32.scalarOf(value)) {
      return constant(DataType.DT_INT32, tensor);
    }
  }

  private Output<?> constant(DataType type, Tensor tensor) {
    return start("Const").setAttr("dtype", type).setAttr("value", tensor).build().output(0);
  }

  Output<?> cast(Output<?> x, DataType type) {
    return start("Cast", x).setAttr("DstT", type).build().output(0);
  }

  Output<?> reshape(Output<?> x, int... shape) {
    return add("Reshape", x, vector(shape));
  }

  Output<?> transpose(Output<?> x, int... axes) {
    return add("Transpose", x, vector(axes));
  }

  /** Returns the sum or mean over some axes. */
  Output<?> reduce(String type, Output<?> x, boolean keepAxes, int... axes) {
    return start(type, x, vector(axes)).setAttr("keep_dims", keepAxes).build().output(0);
  }

  Output<?> addAll(List<Output<?>> terms) {
    return scope
        .opBuilder("AddN", "AddN")
        .addInputList(terms.toArray(new Output<?>[0]))
        .build()
        .output(0);
  }

  Output<?> concat(List<Output<?>> parts, int axis) {
    return scope
        .opBuilder("ConcatV2", "ConcatV2")
        .addInputList(parts.toArray(new Output<?>[0]))
        .addInput(scalar(axis))
        .build()
        .output(0);
  }

  /** Returns an operation that does nothing but wait for others. */
  Operation group(List<Operation> operations) {
    OperationBuilder builder = start("NoOp");
    operations.forEach(builder::addControlInput);
    return builder.build();
  }

  /**
   * Returns gradients of the loss.
   *
   * @param y an output
   * @param x what it was computed from
   * @param dy gradient of the loss by y
   */
  List<Output<?>> gradients(Output<?> y, List<Output<?>> x, Output<?> dy) {
    return List.of(
        graph.addGradients(
            "gradients" + gradients++,
            new Output<?>[] {y},
            x.toArray(new Output<?>[0]),
            new Output<?>[] {dy}));
  }
}
