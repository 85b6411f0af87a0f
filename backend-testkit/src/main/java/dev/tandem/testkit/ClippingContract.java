package dev.tandem.testkit;

import dev.tandem.data.Batch;
import dev.tandem.model.Conv2d;
import dev.tandem.model.Dense;
import dev.tandem.model.Flatten;
import dev.tandem.model.ModelSpec;
import dev.tandem.model.ModelState;
import dev.tandem.model.Sequential;
import dev.tandem.optim.Adam;
import dev.tandem.optim.CrossEntropy;
import dev.tandem.optim.GradientClipping;
import dev.tandem.optim.GradientClipping.ByGlobalNorm;
import dev.tandem.optim.GradientClipping.ByValue;
import dev.tandem.optim.MeanSquaredError;
import dev.tandem.optim.OptimizerSpec;
import dev.tandem.optim.Sgd;
import dev.tandem.optim.TrainingPlan;
import dev.tandem.spi.StepContext;
import dev.tandem.spi.TrainingSession;
import dev.tandem.tensor.HostTensor;
import dev.tandem.tensor.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Gradient clipping: on which side, over what, and before what else. */
final class ClippingContract {
  private static final int BATCH = 4;
  private static final int STEPS = 3;

  private ClippingContract() {}

  static List<ContractCase> cases() {
    List<ContractCase> cases = new ArrayList<>();
    Function<Gradients, GradientClipping> half = g -> new ByValue(g.largest() / 10);
    Function<Gradients, GradientClipping> norm = g -> new ByGlobalNorm(g.norm() / 3);
    // above the norm of each parameter, below that of all of them
    Function<Gradients, GradientClipping> all = g -> new ByGlobalNorm(g.norm() * 0.99);
    Function<Gradients, GradientClipping> none = g -> new ByGlobalNorm(g.norm() * 100);
    Sgd plain = Sgd.of(0);
    Sgd decaying = Sgd.of(0.5).withWeightDecay(0.3);
    cases.add(clips("by value", plain, half));
    cases.add(clips("by value, beyond all", plain, g -> new ByValue(g.largest() * 100)));
    cases.add(clips("by value, before weight decay", decaying, half));
    cases.add(clips("by global norm", plain, norm));
    cases.add(clips("by global norm, over all parameters", plain, all));
    cases.add(clips("by global norm, beyond it", plain, none));
    cases.add(clips("by global norm, before weight decay", decaying, norm));
    cases.add(clips("by value, Adam", new Adam(0.9, 0.99, 0.05), half));
    cases.add(clips("by global norm, Adam", new Adam(0.9, 0.99, 0.05), norm));
    TrainingPlan plan =
        TrainingPlan.of(perfect(), new MeanSquaredError(), plain).withClipping(new ByGlobalNorm(1));
    cases.add(ContractCase.of("by global norm, gradient 0", plan, b -> gradientOfZero(plan, b)));
    return cases;
  }

  private static ModelSpec model() {
    return ModelSpec.of(
        "clipped",
        Shape.of(2, 4, 3),
        Sequential.of(Conv2d.of(3, 2), new Flatten(), Dense.of(5), Dense.of(4)));
  }

  /** The limit comes from the gradients, so that it lies where the case wants it for every seed. */
  private static ContractCase clips(
      String name, OptimizerSpec optimizer, Function<Gradients, GradientClipping> clipping) {
    TrainingPlan plan = TrainingPlan.of(model(), new CrossEntropy(0), optimizer);
    GradientClipping kind =
        clipping.apply(new Gradients(0, Map.of("any", HostTensor.of(Shape.of(1), 1))));
    return ContractCase.of(
        name,
        plan.withClipping(kind),
        bench -> {
          ModelState state = bench.samples().state(plan.model());
          Gradients free =
              Gradients.of(
                  bench.reference(),
                  TrainingPlan.of(plan.model(), plan.loss(), Sgd.of(0)),
                  state,
                  bench.samples().batch(plan.model(), BATCH, 0),
                  bench.samples().context(plan.model(), BATCH, 0, 1));
          compare(plan.withClipping(clipping.apply(free)), state, bench);
        });
  }

  private static void compare(TrainingPlan plan, ModelState state, Bench bench) {
    Samples samples = bench.samples();
    try (TrainingSession tested = bench.tested().compile(plan, state);
        TrainingSession reference = bench.reference().compile(plan, state)) {
      for (int step = 0; step < STEPS; step++) {
        Batch batch = samples.batch(plan.model(), BATCH, step);
        StepContext context = samples.context(plan.model(), BATCH, step, 0.1);
        tested.trainStep(batch, context);
        reference.trainStep(batch, context);
        bench.near(
            "after step " + step + ",",
            tested.snapshot(),
            reference.snapshot(),
            Tolerances.CLIPPED,
            Tolerances.SLOTS);
      }
    }
  }

  private static ModelSpec perfect() {
    return ModelSpec.of("perfect", Shape.of(3), Sequential.of(Dense.of(2)));
  }

  /** The outputs are the targets, so every gradient is 0, and so is their norm. */
  private static void gradientOfZero(TrainingPlan plan, Bench bench) {
    Map<String, HostTensor> tensors = new LinkedHashMap<>();
    tensors.put("0.weight", HostTensor.zeros(Shape.of(2, 3)));
    tensors.put("0.bias", HostTensor.of(Shape.of(2), 0, 1));
    ModelState state = new ModelState(tensors, Map.of(), 0);
    Batch batch = new Batch(bench.samples().values(Shape.of(2, 3), -1, 1, 0), 1, 1);
    try (TrainingSession session = bench.tested().compile(plan, state)) {
      session.trainStep(batch, bench.samples().context(plan.model(), 2, 0, 1));
      bench.near("after the step,", session.snapshot().tensors(), tensors, new Tolerance(0, 0));
    }
  }
}
