package dev.tandem.testkit;

import dev.tandem.data.Batch;
import dev.tandem.model.ModelState;
import dev.tandem.model.ParameterSpec;
import dev.tandem.optim.TrainingPlan;
import dev.tandem.spi.StepContext;
import dev.tandem.spi.StepResult;
import dev.tandem.spi.TrainingSession;
import dev.tandem.tensor.HostTensor;
import dev.tandem.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** Watches a session that trains. */
final class CheckingTrainingSession extends CheckingSession implements TrainingSession {
  private final TrainingSession delegate;
  private final TrainingPlan plan;
  private final boolean checkPredictions;
  private final boolean startsWithoutSlots;
  private final long firstStep;
  private final Unchanged initial;
  private long step;

  CheckingTrainingSession(
      TrainingSession delegate,
      TrainingPlan plan,
      ModelState initial,
      Guard guard,
      BooleanSupplier backendClosed,
      boolean checkPredictions) {
    super(delegate, plan.model(), guard, backendClosed);
    this.delegate = delegate;
    this.plan = plan;
    this.checkPredictions = checkPredictions;
    this.startsWithoutSlots = initial.slots().isEmpty();
    this.firstStep = initial.step();
    this.step = initial.step();
    this.initial = Unchanged.of("the arrays of the state it was compiled from", initial::hashCode);
  }

  @Override
  public StepResult trainStep(Batch batch, StepContext context) {
    Refusal refusal = refusal(() -> context.requireFits(plan.model(), batch));
    if (refusal == null) {
      requireFollows(context);
    }
    List<Unchanged> arguments = List.of(Unchanged.of(batch, context), initial);
    String name = "step " + context.step();
    StepResult result =
        guard.call(name, refusal, arguments, () -> delegate.trainStep(batch, context));
    requireShape(result.outputs(), batch.size(), name);
    requireNumber(result, name);
    guard.watch(Unchanged.of("the outputs of " + name, result.outputs()));
    step++;
    return result;
  }

  private void requireFollows(StepContext context) {
    if (context.step() != step) {
      throw guard.caller("step " + context.step() + " was asked for, the next step is " + step);
    }
    double rate = context.learningRate();
    if (!(rate >= 0 && rate < Double.POSITIVE_INFINITY)) {
      throw guard.caller(
          "the learning rate must be at least 0 and finite, got " + rate + " in step " + step);
    }
  }

  private void requireNumber(StepResult result, String name) {
    boolean finite = true;
    for (float output : result.outputs().values()) {
      finite &= Float.isFinite(output);
    }
    if (finite && Double.isNaN(result.loss())) {
      throw guard.backend(name + " has a loss of NaN, though every output is finite");
    }
  }

  @Override
  public HostTensor predict(HostTensor inputs) {
    if (!checkPredictions || refusal(() -> plan.model().requireInputs(inputs)) != null) {
      return super.predict(inputs);
    }
    ModelState before = snapshot();
    HostTensor outputs = super.predict(inputs);
    if (!snapshot().equals(before)) {
      throw guard.backend("predict changed the state of the model");
    }
    return outputs;
  }

  @Override
  public ModelState snapshot() {
    Refusal refusal = refusal(() -> {});
    ModelState state = guard.call("snapshot", refusal, List.of(initial), delegate::snapshot);
    if (state.step() != step) {
      throw guard.backend("a snapshot after step " + step + " says step " + state.step());
    }
    Map<String, Shape> all = new LinkedHashMap<>();
    Map<String, Shape> trained = new LinkedHashMap<>();
    for (ParameterSpec parameter : plan.model().parameters()) {
      all.put(parameter.name(), parameter.shape());
      if (parameter.trainable()) {
        trained.put(parameter.name(), parameter.shape());
      }
    }
    requireArrays("the snapshot's tensors", state.tensors(), all);
    requireSlots(state, trained);
    guard.watch(Unchanged.of("the snapshot of step " + step, state::hashCode));
    return state;
  }

  private void requireSlots(ModelState state, Map<String, Shape> trained) {
    if (state.slots().isEmpty() && startsWithoutSlots && step == firstStep) {
      return;
    }
    Set<String> expected = Set.copyOf(plan.optimizer().slots());
    if (!state.slots().keySet().equals(expected)) {
      throw guard.backend(
          "a snapshot must have the slots " + expected + ", has " + state.slots().keySet());
    }
    state.slots().forEach((slot, arrays) -> requireArrays("slot " + slot, arrays, trained));
  }

  private void requireArrays(
      String what, Map<String, HostTensor> actual, Map<String, Shape> expected) {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    actual.forEach((name, tensor) -> shapes.put(name, tensor.shape()));
    if (!shapes.equals(expected)) {
      throw guard.backend(what + " must be " + expected + ", got " + shapes);
    }
  }
}
