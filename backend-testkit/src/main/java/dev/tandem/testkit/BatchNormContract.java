package dev.tandem.testkit;

import dev.tandem.data.Batch;
import dev.tandem.model.BatchNorm2d;
import dev.tandem.model.Conv2d;
import dev.tandem.model.Flatten;
import dev.tandem.model.ModelSpec;
import dev.tandem.model.ModelState;
import dev.tandem.model.Sequential;
import dev.tandem.optim.TrainingPlan;
import dev.tandem.spi.StepContext;
import dev.tandem.spi.TrainingSession;
import dev.tandem.tensor.HostTensor;
import dev.tandem.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** Batch normalisation: which variance goes where, and when the running statistics move. */
final class BatchNormContract {
  private BatchNormContract() {}

  static List<ContractCase> cases() {
    List<ContractCase> cases = new ArrayList<>();
    for (double decay : new double[] {0, 0.5, 0.9, 0.99, 1}) {
      cases.add(moves("decay " + decay, new BatchNorm2d(1e-5, decay)));
    }
    for (double epsilon : new double[] {1e-7, 1e-3, 0.1}) {
      cases.add(moves("epsilon " + epsilon, new BatchNorm2d(epsilon, 0.9)));
    }
    TrainingPlan plan = LayerContract.plan(model(BatchNorm2d.of()));
    cases.add(ContractCase.of("predict moves nothing", plan, b -> predictMovesNothing(plan, b)));
    TrainingPlan two = LayerContract.plan(twoNorms());
    cases.add(ContractCase.of("two normalisations", two, b -> moves(two, b)));
    return cases;
  }

  /** Few values a channel: biased and unbiased variance are far apart. */
  private static ModelSpec model(BatchNorm2d norm) {
    return ModelSpec.of("norm", Shape.of(3, 2, 1), Sequential.of(norm, new Flatten()));
  }

  private static ModelSpec twoNorms() {
    return ModelSpec.of(
        "two norms",
        Shape.of(2, 3, 4),
        Sequential.of(
            new BatchNorm2d(1e-5, 0.7),
            Conv2d.of(2, 2),
            new BatchNorm2d(1e-3, 0.2),
            new Flatten()));
  }

  private static ContractCase moves(String name, BatchNorm2d norm) {
    TrainingPlan plan = LayerContract.plan(model(norm));
    return ContractCase.of(name, plan, bench -> moves(plan, bench));
  }

  /** Statistics after each of some steps of different sizes, and what predict makes of them. */
  private static void moves(TrainingPlan plan, Bench bench) {
    Samples samples = bench.samples();
    ModelState state = samples.state(plan.model());
    int[] sizes = {2, 1, 5};
    try (TrainingSession tested = bench.tested().compile(plan, state);
        TrainingSession reference = bench.reference().compile(plan, state)) {
      for (int step = 0; step < sizes.length; step++) {
        Batch batch = samples.batch(plan.model(), sizes[step], step);
        StepContext context = samples.context(plan.model(), sizes[step], step, 0);
        bench.near(
            "outputs of step " + step,
            tested.trainStep(batch, context).outputs(),
            reference.trainStep(batch, context).outputs(),
            Tolerances.NORMALIZED);
        bench.near(
            "after step " + step + ",",
            tested.snapshot().tensors(),
            reference.snapshot().tensors(),
            Tolerances.STATISTICS);
        bench.near(
            "prediction after step " + step,
            tested.predict(batch.inputs()),
            reference.predict(batch.inputs()),
            Tolerances.FORWARD);
      }
    }
  }

  private static void predictMovesNothing(TrainingPlan plan, Bench bench) {
    Samples samples = bench.samples();
    try (TrainingSession session = bench.tested().compile(plan, samples.state(plan.model()))) {
      HostTensor inputs = samples.values(plan.model().input().withBatch(4), 5, 9, 0);
      HostTensor first = session.predict(inputs);
      session.trainStep(samples.batch(plan.model(), 3, 0), samples.context(plan.model(), 3, 0, 0));
      ModelState before = session.snapshot();
      HostTensor second = session.predict(inputs);
      bench.require(session.snapshot().equals(before), "predict moved the statistics");
      bench.require(!second.equals(first), "a training step did not move the statistics");
      bench.require(session.predict(inputs).equals(second), "predict gives something else again");
    }
  }
}
