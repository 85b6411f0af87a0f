package dev.tandem.tensorflow;

import dev.tandem.optim.Adam;
import dev.tandem.optim.AdamW;
import dev.tandem.optim.OptimizerSpec;
import dev.tandem.optim.OptimizerVisitor;
import dev.tandem.optim.Sgd;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operation;
import org.tensorflow.OperationBuilder;
import org.tensorflow.Output;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

/**
 * Adds the optimizer's update of every trained parameter. What depends on the step is fed: the
 * learning rate and, for Adam, its bias correction.
 */
final class TensorFlowOptimizer implements OptimizerVisitor<List<Operation>> {
  private final GraphBuilder graph;
  private final Variables variables;
  private final List<String> names;
  private final List<Output<?>> gradients;
  private final Output<?> learningRate;
  private final Output<?> correctedRate;
  private final Output<?> rootCorrection;

  /**
   * @param names the trained parameters
   * @param gradients theirs, clipped
   */
  TensorFlowOptimizer(
      GraphBuilder graph, Variables variables, List<String> names, List<Output<?>> gradients) {
    this.graph = graph;
    this.variables = variables;
    this.names = List.copyOf(names);
    this.gradients = List.copyOf(gradients);
    this.learningRate = scalar();
    this.correctedRate = scalar();
    this.rootCorrection = scalar();
  }

  private Output<?> scalar() {
    return graph.placeholder(DataType.DT_FLOAT, Shape.scalar());
  }

  /** Returns the name of the variable that holds a slot. */
  static String slot(String slot, String parameter) {
    return slot + "/" + parameter;
  }

  /** Every update waits for all gradients: none may see a weight that has moved. */
  private OperationBuilder update(String type, Output<?>... inputs) {
    OperationBuilder update = graph.start(type, inputs);
    gradients.forEach(gradient -> update.addControlInput(gradient.op()));
    return update;
  }

  @Override
  public List<Operation> visit(Sgd sgd) {
    List<Operation> updates = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      Output<?> weight = variables.handle(name);
      Output<?> gradient = decayed(gradients.get(i), name, sgd.weightDecay());
      updates.add(
          sgd.momentum() == 0
              ? update("ResourceApplyGradientDescent", weight, learningRate, gradient).build()
              : update(
                      "ResourceApplyMomentum",
                      weight,
                      variables.handle(slot(Sgd.MOMENTUM, name)),
                      learningRate,
                      gradient,
                      graph.constant(sgd.momentum()))
                  .setAttr("use_nesterov", sgd.nesterov())
                  .build());
    }
    return updates;
  }

  private Output<?> decayed(Output<?> gradient, String name, double weightDecay) {
    return weightDecay == 0
        ? gradient
        : graph.add(
            "AddV2",
            gradient,
            graph.add("Mul", variables.value(name), graph.constant(weightDecay)));
  }

  @Override
  public List<Operation> visit(Adam adam) {
    List<Operation> updates = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      adam(adam, i, variables.value(names.get(i)), updates);
    }
    return updates;
  }

  @Override
  public List<Operation> visit(AdamW adamW) {
    Output<?> rate = graph.add("Mul", learningRate, graph.constant(adamW.weightDecay()));
    List<Operation> updates = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      Output<?> weight = variables.value(names.get(i));
      Output<?> decayed = graph.add("Sub", weight, graph.add("Mul", weight, rate));
      adam(adamW.adam(), i, decayed, updates);
    }
    return updates;
  }

  /** Composed: ResourceApplyAdam computes 1 - beta2 in float, which is off in the fifth digit. */
  private void adam(Adam adam, int i, Output<?> weight, List<Operation> updates) {
    String name = names.get(i);
    Output<?> gradient = gradients.get(i);
    Output<?> mean = mixed(slot(Adam.MEAN, name), adam.beta1(), gradient, updates);
    Output<?> square =
        mixed(slot(Adam.MEAN_SQUARE, name), adam.beta2(), graph.add("Square", gradient), updates);
    Output<?> root = graph.add("Mul", graph.add("Sqrt", square), rootCorrection);
    Output<?> divisor = graph.add("AddV2", root, graph.constant(adam.epsilon()));
    Output<?> change = graph.add("RealDiv", graph.add("Mul", mean, correctedRate), divisor);
    updates.add(assign(name, graph.add("Sub", weight, change)));
  }

  /** Moves a slot towards a value and returns where it is then. */
  private Output<?> mixed(String slot, double decay, Output<?> value, List<Operation> updates) {
    Output<?> mixed =
        graph.add(
            "AddV2",
            graph.add("Mul", variables.value(slot), graph.constant(decay)),
            graph.add("Mul", value, graph.constant(1 - decay)));
    updates.add(assign(slot, mixed));
    return mixed;
  }

  private Operation assign(String name, Output<?> value) {
    return update("AssignVariableOp", variables.handle(name), value)
        .setAttr("dtype", DataType.DT_FLOAT)
        .build();
  }

  /** Feeds what the update of step {@code t}, counted from 1, depends on; close it afterwards. */
  List<Tensor> feed(Session.Runner runner, OptimizerSpec spec, double rate, long t) {
    List<Tensor> fed = new ArrayList<>();
    feed(runner, fed, learningRate, rate);
    if (!(spec instanceof Sgd)) {
      Adam adam = spec instanceof AdamW adamW ? adamW.adam() : (Adam) spec;
      feed(runner, fed, correctedRate, rate / (1 - Math.pow(adam.beta1(), (double) t)));
      double square = 1 - Math.pow(adam.beta2(), (double) t);
      feed(runner, fed, rootCorrection, 1 / Math.sqrt(square));
    }
    return fed;
  }

  private static void feed(
      Session.Runner runner, List<Tensor> fed, Output<?> placeholder, double value) {
    Tensor tensor = Tensors.scalar(value);
    fed.add(tensor);
    runner.feed(placeholder, tensor);
  }
}
