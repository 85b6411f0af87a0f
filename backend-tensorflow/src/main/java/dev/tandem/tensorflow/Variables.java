package dev.tandem.tensorflow;

import dev.tandem.tensor.HostTensor;
import dev.tandem.tensor.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operation;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.proto.DataType;

/** A graph's variables by name: parameters, statistics and the optimizer's slots. */
final class Variables {
  private record Variable(Shape shape, Output<?> handle, Output<?> value) {}

  private final GraphBuilder graph;
  private final Map<String, Variable> variables = new LinkedHashMap<>();
  private final List<Assignment> initial = new ArrayList<>();

  private record Assignment(Output<?> placeholder, Operation assign, HostTensor value) {}

  Variables(GraphBuilder graph) {
    this.graph = graph;
  }

  /** Adds a variable; {@link #initialize} gives it its value. */
  void add(String name, HostTensor value) {
    org.tensorflow.ndarray.Shape shape = Tensors.shape(Layout.engine(value.shape()));
    Output<?> handle =
        graph
            .start("VarHandleOp")
            .setAttr("dtype", DataType.DT_FLOAT)
            .setAttr("shape", shape)
            .setAttr("shared_name", name)
            .build()
            .output(0);
    Output<?> read =
        graph.start("ReadVariableOp", handle).setAttr("dtype", DataType.DT_FLOAT).build().output(0);
    variables.put(name, new Variable(value.shape(), handle, read));
    Output<?> placeholder = graph.placeholder(DataType.DT_FLOAT, shape);
    initial.add(new Assignment(placeholder, assign(name, placeholder), value));
  }

  private Variable variable(String name) {
    Variable variable = variables.get(name);
    if (variable == null) {
      throw new IllegalArgumentException("no variable " + name);
    }
    return variable;
  }

  /** Returns the value, as it is before a step changes it. */
  Output<?> value(String name) {
    return variable(name).value();
  }

  /** Returns what the operations that change it take. */
  Output<?> handle(String name) {
    return variable(name).handle();
  }

  Operation assign(String name, Output<?> value) {
    return graph
        .start("AssignVariableOp", handle(name), value)
        .setAttr("dtype", DataType.DT_FLOAT)
        .build();
  }

  /** In one run: TensorFlow looks at the whole graph again for every other set of targets. */
  void initialize(Session session) {
    if (initial.isEmpty()) {
      return; // a run must have a target
    }
    Session.Runner runner = session.runner();
    try (Fed fed = new Fed()) {
      for (Assignment assignment : initial) {
        HostTensor value = assignment.value();
        Shape shape = Layout.engine(value.shape());
        runner.feed(
            assignment.placeholder(), fed.add(Tensors.floats(shape, Layout.toEngine(value))));
        runner.addTarget(assignment.assign());
      }
      runner.run().close();
    }
    initial.clear();
  }

  /** Copies all variables to the heap, in canonical order. */
  Map<String, HostTensor> download(Session session) {
    if (variables.isEmpty()) {
      return new LinkedHashMap<>(); // a run must fetch something
    }
    Session.Runner runner = session.runner();
    variables.values().forEach(variable -> runner.fetch(variable.value()));
    Map<String, HostTensor> tensors = new LinkedHashMap<>();
    try (Result result = runner.run()) {
      variables.forEach(
          (name, variable) ->
              tensors.put(
                  name,
                  Layout.fromEngine(variable.shape(), Tensors.floats(result.get(tensors.size())))));
    }
    return tensors;
  }
}
