package dev.tandem.testkit;

import dev.tandem.data.Batch;
import dev.tandem.data.DropoutMask;
import dev.tandem.model.BatchNorm2d;
import dev.tandem.model.Flatten;
import dev.tandem.model.ModelSpec;
import dev.tandem.model.ModelState;
import dev.tandem.model.Sequential;
import dev.tandem.optim.TrainingPlan;
import dev.tandem.spi.StepContext;
import dev.tandem.spi.TrainingSession;
import dev.tandem.tensor.HostTensor;
import dev.tandem.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What a backend must refuse, without anything having moved. */
final class RefusalCases {
  private static final TrainingPlan PLAN = LifecycleContract.PLAN;
  private static final ModelSpec MODEL = PLAN.model();

  private RefusalCases() {}

  static List<ContractCase> all() {
    return List.of(
        state("a state without one of the arrays", s -> with(s, "0.weight", null)),
        state(
            "a state with an array too many",
            s -> with(s, "9.weight", HostTensor.zeros(Shape.of(1)))),
        state(
            "a state with an array of another shape",
            s -> with(s, "0.bias", HostTensor.zeros(Shape.of(3)))),
        state("a state with a slot of another shape", RefusalCases::withBadSlot),
        step("inputs of another shape", RefusalCases::otherInputs, context()),
        step("a label below 0", batch -> labelled(batch, -1), context()),
        step("a label beyond the classes", batch -> labelled(batch, 3), context()),
        step("a missing mask", UnaryOperator.identity(), c -> masks(c)),
        step("a mask too many", UnaryOperator.identity(), c -> masks(c, mask(c), mask(c))),
        step(
            "a mask of another layer",
            UnaryOperator.identity(),
            c -> masks(c, new DropoutMask("1", mask(c).shape(), mask(c).keep()))),
        step(
            "a mask of another batch",
            UnaryOperator.identity(),
            c -> masks(c, new DropoutMask("2", Shape.of(1, 2, 3, 2), new byte[12]))),
        LifecycleContract.of("refuses inputs of predict of another shape", RefusalCases::predict),
        lonelyValue());
  }

  private static UnaryOperator<StepContext> context() {
    return UnaryOperator.identity();
  }

  static void refusedAsClosed(Bench bench, String call, Runnable work) {
    refused(bench, IllegalStateException.class, call + " after closing", work);
  }

  private static void refused(
      Bench bench, Class<? extends RuntimeException> type, String what, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      bench.require(
          type.isInstance(e) && !(e instanceof ProtocolException),
          what + " must be refused with " + type.getSimpleName() + ", got " + e);
      return;
    }
    bench.require(false, what + " must be refused, was answered");
  }

  private static void refused(Bench bench, String what, Runnable work) {
    refused(bench, IllegalArgumentException.class, what, work);
  }

  private static ContractCase state(String what, UnaryOperator<ModelState> change) {
    return LifecycleContract.of(
        "refuses " + what,
        bench -> {
          ModelState bad = change.apply(bench.samples().state(MODEL));
          refused(bench, "compile with " + what, () -> bench.tested().compile(PLAN, bad).close());
          refused(bench, "load with " + what, () -> bench.tested().load(MODEL, bad).close());
          LifecycleContract.compile(bench).close();
        });
  }

  private static ModelState with(ModelState state, String name, @Nullable HostTensor tensor) {
    Map<String, HostTensor> tensors = new LinkedHashMap<>(state.tensors());
    tensors.remove(name);
    if (tensor != null) {
      tensors.put(name, tensor);
    }
    return new ModelState(tensors, Map.of(), 0);
  }

  private static ModelState withBadSlot(ModelState state) {
    Map<String, HostTensor> slot = Map.of("0.weight", HostTensor.zeros(Shape.of(2)));
    return new ModelState(state.tensors(), Map.of("momentum", slot), 1);
  }

  private static ContractCase step(
      String what, UnaryOperator<Batch> batch, UnaryOperator<StepContext> context) {
    return LifecycleContract.of(
        "refuses " + what,
        bench -> {
          Batch bad = batch.apply(bench.samples().batch(MODEL, 2, 1));
          StepContext step = context.apply(bench.samples().context(MODEL, 2, 1, 0.1));
          try (TrainingSession session = LifecycleContract.compile(bench)) {
            LifecycleContract.step(bench, session, 0, 3);
            ModelState before = session.snapshot();
            refused(bench, what, () -> session.trainStep(bad, step));
            bench.require(session.snapshot().equals(before), what + " moved the state");
            LifecycleContract.step(bench, session, 1, 2);
          }
        });
  }

  private static Batch otherInputs(Batch batch) {
    return new Batch(HostTensor.zeros(Shape.of(2, 1, 4, 5)), batch.labels());
  }

  private static Batch labelled(Batch batch, int label) {
    return new Batch(batch.inputs(), 0, label);
  }

  private static StepContext masks(StepContext context, DropoutMask... masks) {
    return new StepContext(context.step(), context.learningRate(), List.of(masks));
  }

  private static DropoutMask mask(StepContext context) {
    return context.masks().get(0);
  }

  private static void predict(Bench bench) {
    HostTensor bad = HostTensor.zeros(Shape.of(2, 1, 4, 5));
    try (TrainingSession session = LifecycleContract.compile(bench)) {
      ModelState before = session.snapshot();
      refused(bench, "predict of " + bad.shape(), () -> session.predict(bad));
      bench.require(session.snapshot().equals(before), "a refused predict moved the state");
    }
  }

  /** One value a channel has no variance: no engine may divide by n - 1 = 0. */
  private static ContractCase lonelyValue() {
    ModelSpec model =
        ModelSpec.of("lonely", Shape.of(3, 1, 1), Sequential.of(BatchNorm2d.of(), new Flatten()));
    TrainingPlan plan = LayerContract.plan(model);
    return ContractCase.of(
        "refuses a batch of one value a channel",
        plan,
        bench -> {
          Batch batch = bench.samples().batch(model, 1, 0);
          StepContext context = bench.samples().context(model, 1, 0, 0.1);
          try (TrainingSession session =
              bench.tested().compile(plan, bench.samples().state(model))) {
            ModelState before = session.snapshot();
            refused(bench, "one value a channel", () -> session.trainStep(batch, context));
            bench.require(session.snapshot().equals(before), "one value a channel moved the state");
          }
        });
  }
}
