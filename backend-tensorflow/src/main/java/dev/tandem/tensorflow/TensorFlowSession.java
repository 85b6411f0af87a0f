package dev.tandem.tensorflow;

import dev.tandem.data.Batch;
import dev.tandem.data.DropoutMask;
import dev.tandem.model.ModelState;
import dev.tandem.model.ParameterSpec;
import dev.tandem.optim.OptimizerSpec;
import dev.tandem.optim.TrainingPlan;
import dev.tandem.spi.StepContext;
import dev.tandem.spi.StepResult;
import dev.tandem.spi.TrainingSession;
import dev.tandem.tensor.HostTensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operation;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

/** A model in training: the whole step is one run of the graph. */
final class TensorFlowSession extends TensorFlowInferenceSession implements TrainingSession {
  private final OptimizerSpec spec;
  private final Output<?> inputs;
  private final Output<?> labels;
  private final Pass pass = new Pass(true);
  private final Output<?> outputs;
  private final Output<?> loss;
  private final TensorFlowOptimizer optimizer;
  private final Operation update;
  private long steps;

  TensorFlowSession(TensorFlowModel model, TrainingPlan plan, ModelState initial) {
    super(model);
    GraphBuilder graph = model.graph();
    List<String> trained = addSlots(plan, initial);
    this.spec = plan.optimizer();
    this.inputs = model.input();
    this.labels = graph.placeholder(DataType.DT_INT32, Shape.of(Shape.UNKNOWN_SIZE));
    Value value = model.forward(inputs, pass);
    this.outputs = value.output();
    int classes = plan.model().output().size();
    this.loss = plan.loss().accept(new TensorFlowLoss(graph, outputs, labels, classes));
    Output<?> one = graph.constant(1);
    value.backward().of(graph.gradients(loss, List.of(outputs), one).get(0));
    List<Output<?>> gradients = trained.stream().<Output<?>>map(pass.gradients()::get).toList();
    List<Output<?>> clipped = plan.clipping().accept(new TensorFlowClipping(graph, gradients));
    this.optimizer = new TensorFlowOptimizer(graph, model.variables(), trained, clipped);
    List<Operation> updates = new ArrayList<>(spec.accept(optimizer));
    updates.addAll(pass.updates());
    this.update = graph.group(updates);
    this.steps = initial.step();
    model.start();
  }

  /** Returns the names of the trained parameters. */
  private List<String> addSlots(TrainingPlan plan, ModelState initial) {
    List<ParameterSpec> trained =
        plan.model().parameters().stream().filter(ParameterSpec::trainable).toList();
    for (String slot : plan.optimizer().slots()) {
      Map<String, HostTensor> arrays = initial.slots().getOrDefault(slot, Map.of());
      for (ParameterSpec parameter : trained) {
        String name = TensorFlowOptimizer.slot(slot, parameter.name());
        HostTensor zeros = HostTensor.zeros(parameter.shape());
        model.variables().add(name, arrays.getOrDefault(parameter.name(), zeros));
      }
    }
    return trained.stream().map(ParameterSpec::name).toList();
  }

  @Override
  public StepResult trainStep(Batch batch, StepContext context) {
    return model.run("step " + context.step(), () -> step(batch, context));
  }

  private StepResult step(Batch batch, StepContext context) {
    context.requireFits(model.spec(), batch);
    Session.Runner runner = model.session().runner();
    try (Fed fed = new Fed()) {
      HostTensor images = batch.inputs();
      runner.feed(inputs, fed.add(Tensors.floats(images.shape(), images.values())));
      runner.feed(labels, fed.add(Tensors.ints(batch.labels())));
      for (DropoutMask mask : context.masks()) {
        Tensor keep = fed.add(Tensors.bytes(mask.shape(), mask.keep()));
        runner.feed(pass.masks().get(mask.layer()), keep);
      }
      optimizer.feed(runner, spec, context.learningRate(), steps + 1).forEach(fed::add);
      try (Result result = runner.fetch(loss).fetch(outputs).addTarget(update).run()) {
        steps++;
        return new StepResult(Tensors.floats(result.get(0))[0], model.outputs(result.get(1)));
      }
    }
  }

  @Override
  public ModelState snapshot() {
    return model.run("snapshot", this::state);
  }

  private ModelState state() {
    Map<String, HostTensor> all = model.variables().download(model.session());
    Map<String, HostTensor> tensors = new LinkedHashMap<>();
    Map<String, Map<String, HostTensor>> slots = new LinkedHashMap<>();
    model.spec().parameters().forEach(p -> tensors.put(p.name(), all.remove(p.name())));
    for (String slot : spec.slots()) {
      Map<String, HostTensor> arrays = new LinkedHashMap<>();
      for (ParameterSpec parameter : model.spec().parameters()) {
        HostTensor array = all.get(TensorFlowOptimizer.slot(slot, parameter.name()));
        if (array != null) {
          arrays.put(parameter.name(), array);
        }
      }
      slots.put(slot, arrays);
    }
    return new ModelState(tensors, slots, steps);
  }
}
