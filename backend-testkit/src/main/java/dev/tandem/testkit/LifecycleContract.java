package dev.tandem.testkit;

import dev.tandem.data.Batch;
import dev.tandem.model.BatchNorm2d;
import dev.tandem.model.Conv2d;
import dev.tandem.model.Dense;
import dev.tandem.model.Dropout;
import dev.tandem.model.Flatten;
import dev.tandem.model.LogSoftmax;
import dev.tandem.model.ModelSpec;
import dev.tandem.model.ModelState;
import dev.tandem.model.Sequential;
import dev.tandem.optim.NegativeLogLikelihood;
import dev.tandem.optim.Sgd;
import dev.tandem.optim.TrainingPlan;
import dev.tandem.spi.Backend;
import dev.tandem.spi.InferenceSession;
import dev.tandem.spi.TrainingSession;
import dev.tandem.tensor.HostTensor;
import dev.tandem.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** What sessions may rely on from opening to closing, whatever they compute. */
final class LifecycleContract {
  private static final int BATCH = 4;

  private static final ModelSpec MODEL =
      ModelSpec.of(
          "small",
          Shape.of(1, 5, 4),
          Sequential.of(
              Conv2d.of(2, 3),
              BatchNorm2d.of(),
              new Dropout(0.25),
              new Flatten(),
              Dense.of(3),
              new LogSoftmax()));

  static final TrainingPlan PLAN = TrainingPlan.of(MODEL, new NegativeLogLikelihood(), Sgd.of(0.9));

  private LifecycleContract() {}

  static List<ContractCase> cases() {
    return Stream.of(closing(), repeating(), state(), RefusalCases.all())
        .flatMap(List::stream)
        .toList();
  }

  static ContractCase of(String name, ContractCase.Body body) {
    return ContractCase.of(name, PLAN, body);
  }

  private static List<ContractCase> closing() {
    return List.of(
        of("a closed session refuses every call", LifecycleContract::closedSession),
        of("a closed session that predicts refuses", LifecycleContract::closedInference),
        of("a closed backend refuses, and its sessions with it", LifecycleContract::closedBackend),
        of("sessions are independent of each other", LifecycleContract::independent),
        of("20 sessions one after another give the same", LifecycleContract::many));
  }

  private static List<ContractCase> repeating() {
    return List.of(
        of(
            "the same run gives the same bits",
            b -> b.require(run(b, 5).equals(run(b, 5)), "a second run gave other bits")),
        of("batches of different sizes in one session", LifecycleContract::sizes));
  }

  private static List<ContractCase> state() {
    return List.of(
        of("a snapshot before the first step is the state given", LifecycleContract::first),
        of("a run goes on from a snapshot", LifecycleContract::resumes),
        of("a loaded model predicts as the session did", LifecycleContract::loads),
        of("predict moves nothing", LifecycleContract::predictMovesNothing),
        of("a step at rate 0 moves statistics and slots only", LifecycleContract::rateOfZero));
  }

  static TrainingSession compile(Bench bench) {
    return compile(bench.tested(), bench);
  }

  static TrainingSession compile(Backend backend, Bench bench) {
    return backend.compile(PLAN, bench.samples().state(MODEL));
  }

  static double step(Bench bench, TrainingSession session, int step, int size) {
    return session
        .trainStep(
            bench.samples().batch(MODEL, size, step),
            bench.samples().context(MODEL, size, step, 0.1))
        .loss();
  }

  static HostTensor inputs(Bench bench, int size) {
    return bench.samples().batch(MODEL, size, 100).inputs();
  }

  private static ModelState run(Bench bench, int steps) {
    try (TrainingSession session = compile(bench)) {
      for (int step = 0; step < steps; step++) {
        step(bench, session, step, BATCH);
      }
      return session.snapshot();
    }
  }

  private static void closedSession(Bench bench) {
    TrainingSession session = compile(bench);
    step(bench, session, 0, BATCH);
    session.close();
    session.close();
    RefusalCases.refusedAsClosed(bench, "trainStep", () -> step(bench, session, 1, BATCH));
    RefusalCases.refusedAsClosed(bench, "snapshot", session::snapshot);
    RefusalCases.refusedAsClosed(bench, "predict", () -> session.predict(inputs(bench, 2)));
  }

  private static void closedInference(Bench bench) {
    InferenceSession session = bench.tested().load(MODEL, bench.samples().state(MODEL));
    session.predict(inputs(bench, 1));
    session.close();
    session.close();
    RefusalCases.refusedAsClosed(bench, "predict", () -> session.predict(inputs(bench, 1)));
  }

  private static void closedBackend(Bench bench) {
    Backend backend = bench.open();
    TrainingSession session = compile(backend, bench);
    InferenceSession loaded = backend.load(MODEL, bench.samples().state(MODEL));
    backend.close();
    backend.close();
    RefusalCases.refusedAsClosed(bench, "trainStep", () -> step(bench, session, 0, BATCH));
    RefusalCases.refusedAsClosed(bench, "snapshot", session::snapshot);
    RefusalCases.refusedAsClosed(bench, "predict", () -> loaded.predict(inputs(bench, 1)));
    RefusalCases.refusedAsClosed(bench, "compile", () -> compile(backend, bench));
    RefusalCases.refusedAsClosed(
        bench, "load", () -> backend.load(MODEL, bench.samples().state(MODEL)));
    session.close();
    loaded.close();
    run(bench, 1);
  }

  private static void independent(Bench bench) {
    ModelState alone = run(bench, 4);
    try (TrainingSession one = compile(bench)) {
      TrainingSession other = compile(bench);
      for (int step = 0; step < 4; step++) {
        step(bench, one, step, BATCH);
        if (step < 2) {
          step(bench, other, step, BATCH + step);
        } else {
          other.close();
        }
      }
      bench.require(one.snapshot().equals(alone), "another session changed the result");
    }
  }

  private static void many(Bench bench) {
    ModelState first = run(bench, 1);
    for (int i = 1; i < 20; i++) {
      bench.require(run(bench, 1).equals(first), "session " + i + " gave other bits");
    }
  }

  private static void sizes(Bench bench) {
    List<Integer> sizes = List.of(3, 1, 7, 2, 3);
    try (TrainingSession tested = compile(bench);
        TrainingSession reference = compile(bench.reference(), bench)) {
      for (int step = 0; step < sizes.size(); step++) {
        int size = sizes.get(step);
        String after = "step " + step + " of " + size + " examples,";
        bench.near(
            after + " loss",
            step(bench, tested, step, size),
            step(bench, reference, step, size),
            Tolerances.LOSS);
        bench.near(
            after,
            tested.snapshot(),
            reference.snapshot(),
            Tolerances.NORMALIZED,
            Tolerances.NORMALIZED);
        bench.near(
            after + " prediction",
            tested.predict(inputs(bench, size + 1)),
            reference.predict(inputs(bench, size + 1)),
            Tolerances.NORMALIZED);
      }
    }
  }

  private static void first(Bench bench) {
    ModelState state = bench.samples().state(MODEL);
    try (TrainingSession session = bench.tested().compile(PLAN, state)) {
      bench.require(session.snapshot().tensors().equals(state.tensors()), "other bits came back");
    }
  }

  private static void resumes(Bench bench) {
    ModelState uninterrupted = run(bench, 6);
    ModelState state = run(bench, 3);
    try (TrainingSession session = bench.tested().compile(PLAN, state)) {
      for (int step = 3; step < 6; step++) {
        step(bench, session, step, BATCH);
      }
      ModelState resumed = session.snapshot();
      bench.near("resumed,", resumed, uninterrupted, Tolerances.RESUMED, Tolerances.RESUMED);
      bench.require(
          !bench.resumesExactly() || resumed.equals(uninterrupted),
          "the backend claims to resume bit for bit, but does not");
    }
  }

  private static void loads(Bench bench) {
    try (TrainingSession session = compile(bench)) {
      step(bench, session, 0, BATCH);
      HostTensor expected = session.predict(inputs(bench, 3));
      try (InferenceSession loaded = bench.tested().load(MODEL, session.snapshot())) {
        bench.near("outputs", loaded.predict(inputs(bench, 3)), expected, Tolerances.RESUMED);
      }
    }
  }

  private static void predictMovesNothing(Bench bench) {
    ModelState without = run(bench, 3);
    try (Backend backend = CheckingBackend.withPredictionsChecked(bench.open());
        TrainingSession session = compile(backend, bench)) {
      for (int step = 0; step < 3; step++) {
        step(bench, session, step, BATCH);
        HostTensor outputs = session.predict(inputs(bench, 5));
        bench.require(
            Arrays.equals(session.predict(inputs(bench, 5)).values(), outputs.values()),
            "the same inputs gave other outputs the second time");
      }
      bench.require(session.snapshot().equals(without), "predictions changed the run");
    }
  }

  private static void rateOfZero(Bench bench) {
    ModelState before = bench.samples().state(MODEL);
    try (TrainingSession session = compile(bench)) {
      Batch batch = bench.samples().batch(MODEL, BATCH, 0);
      session.trainStep(batch, bench.samples().context(MODEL, BATCH, 0, 0));
      ModelState after = session.snapshot();
      List<String> moved = new ArrayList<>();
      before
          .tensors()
          .forEach(
              (name, tensor) -> {
                if (!after.tensor(name).equals(tensor)) {
                  moved.add(name);
                }
              });
      bench.require(
          moved.equals(List.of("1.running_mean", "1.running_var")), "what moved is " + moved);
    }
  }
}
