package dev.tandem.testkit;

import dev.tandem.data.Batch;
import dev.tandem.data.DropoutMask;
import dev.tandem.model.Dense;
import dev.tandem.model.Dropout;
import dev.tandem.model.Flatten;
import dev.tandem.model.LayerSpec;
import dev.tandem.model.ModelSpec;
import dev.tandem.model.Residual;
import dev.tandem.model.Sequential;
import dev.tandem.optim.TrainingPlan;
import dev.tandem.spi.StepContext;
import dev.tandem.spi.TrainingSession;
import dev.tandem.tensor.HostTensor;
import dev.tandem.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/** Dropout: the masks that the host drew, used as they are. */
final class DropoutContract {
  private static final int BATCH = 3;

  private DropoutContract() {}

  static List<ContractCase> cases() {
    List<ContractCase> cases = new ArrayList<>();
    cases.add(pattern("keeps every other", i -> i % 2 == 0));
    cases.add(pattern("keeps all", i -> true));
    cases.add(pattern("drops all", i -> false));
    cases.add(pattern("keeps the first only", i -> i == 0));
    cases.add(pattern("drops the last only", i -> i < BATCH * 12 - 1));
    LayerSpec[] different = {
      Dense.of(6), new Dropout(0.5), Dense.of(6), new Dropout(0.2), Dense.of(6), new Dropout(0.5)
    };
    cases.add(trains("three layers", different));
    cases.add(trains("a layer of rate 0 takes no mask", new Dropout(0), new Dropout(0.4)));
    cases.add(
        trains(
            "inside and behind a residual connection",
            Residual.of(Dense.of(6), new Dropout(0.3), Dense.of(6), new Dropout(0.6)),
            new Dropout(0.1)));
    TrainingPlan plan = LayerContract.plan(images());
    cases.add(ContractCase.of("predict is the identity", plan, b -> identity(plan, b)));
    return cases;
  }

  private static ModelSpec images() {
    return ModelSpec.of(
        "dropout", Shape.of(2, 3, 2), Sequential.of(new Dropout(0.25), new Flatten()));
  }

  private static ContractCase pattern(String name, IntPredicate keeps) {
    TrainingPlan plan = LayerContract.plan(images());
    return ContractCase.of(
        name,
        plan,
        bench -> {
          byte[] keep = new byte[BATCH * plan.model().input().size()];
          for (int i = 0; i < keep.length; i++) {
            keep[i] = (byte) (keeps.test(i) ? 1 : 0);
          }
          Shape shape = plan.model().input().withBatch(BATCH);
          StepContext context = new StepContext(0, 0, List.of(new DropoutMask("0", shape, keep)));
          compareStep(plan, context, bench);
        });
  }

  private static void compareStep(TrainingPlan plan, StepContext context, Bench bench) {
    Batch batch = bench.samples().batch(plan.model(), BATCH, 0);
    try (TrainingSession tested =
            bench.tested().compile(plan, bench.samples().state(plan.model()));
        TrainingSession reference =
            bench.reference().compile(plan, bench.samples().state(plan.model()))) {
      bench.near(
          "outputs",
          tested.trainStep(batch, context).outputs(),
          reference.trainStep(batch, context).outputs(),
          Tolerances.FORWARD);
    }
  }

  /** Between two layers of dropout lies one that mixes: masks that change places show. */
  private static ContractCase trains(String name, LayerSpec... layers) {
    ModelSpec model = ModelSpec.of(name, Shape.of(6), Sequential.of(layers));
    TrainingPlan plan = LayerContract.plan(model);
    return ContractCase.of(name, plan, bench -> trains(plan, bench));
  }

  /** Steps of different sizes with new masks each; they reach the gradients too. */
  private static void trains(TrainingPlan plan, Bench bench) {
    Samples samples = bench.samples();
    int[] sizes = {3, 1, 5};
    try (TrainingSession tested =
            bench.tested().compile(plan, bench.samples().state(plan.model()));
        TrainingSession reference =
            bench.reference().compile(plan, bench.samples().state(plan.model()))) {
      for (int step = 0; step < sizes.length; step++) {
        Batch batch = samples.batch(plan.model(), sizes[step], step);
        StepContext context = samples.context(plan.model(), sizes[step], step, 0.01);
        bench.near(
            "outputs of step " + step,
            tested.trainStep(batch, context).outputs(),
            reference.trainStep(batch, context).outputs(),
            Tolerances.FORWARD);
        bench.near(
            "after step " + step + ",",
            tested.snapshot().tensors(),
            reference.snapshot().tensors(),
            Tolerances.SGD);
      }
    }
  }

  private static void identity(TrainingPlan plan, Bench bench) {
    Samples samples = bench.samples();
    try (TrainingSession session = bench.tested().compile(plan, samples.state(plan.model()))) {
      HostTensor inputs = samples.values(plan.model().input().withBatch(4), -1, 1, 0);
      float[] before = session.predict(inputs).values();
      session.trainStep(
          samples.batch(plan.model(), BATCH, 0), samples.context(plan.model(), BATCH, 0, 0));
      float[] after = session.predict(inputs).values();
      for (int i = 0; i < before.length; i++) {
        bench.near("prediction", before[i], inputs.values()[i], new Tolerance(0, 0));
        bench.near("prediction after a step", after[i], inputs.values()[i], new Tolerance(0, 0));
      }
    }
  }
}
