package dev.tandem.testkit;

import dev.tandem.model.Conv2d;
import dev.tandem.model.Dense;
import dev.tandem.model.Flatten;
import dev.tandem.model.LogSoftmax;
import dev.tandem.model.ModelSpec;
import dev.tandem.model.ModelState;
import dev.tandem.model.Sequential;
import dev.tandem.optim.Adam;
import dev.tandem.optim.AdamW;
import dev.tandem.optim.NegativeLogLikelihood;
import dev.tandem.optim.OptimizerSpec;
import dev.tandem.optim.Sgd;
import dev.tandem.optim.TrainingPlan;
import dev.tandem.spi.Backend;
import dev.tandem.spi.TrainingSession;
import dev.tandem.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** Ten steps of every rule at a changing learning rate: parameters and slots, also resumed. */
final class OptimizerContract {
  private static final int STEPS = 10;
  private static final int MIDDLE = 5;
  private static final int BATCH = 5;

  private OptimizerContract() {}

  static List<ContractCase> cases() {
    List<ContractCase> cases = new ArrayList<>();
    addSgd(cases, "Sgd", Sgd.of(0));
    addSgd(cases, "Sgd, momentum", Sgd.of(0.9));
    addSgd(cases, "Sgd, Nesterov", Sgd.of(0.8).withNesterov());
    addSgd(cases, "Sgd, weight decay", Sgd.of(0).withWeightDecay(0.3));
    addSgd(cases, "Sgd, momentum, weight decay", Sgd.of(0.9).withWeightDecay(0.1));
    addSgd(cases, "Sgd, Nesterov, weight decay", Sgd.of(0.9).withNesterov().withWeightDecay(0.1));
    addAdam(cases, "Adam", Adam.of());
    addAdam(cases, "Adam, other betas", new Adam(0.5, 0.9, 1e-8));
    addAdam(cases, "Adam, no memory", new Adam(0, 0, 1e-3));
    addAdam(cases, "Adam, large epsilon", new Adam(0.9, 0.999, 0.05));
    addAdam(cases, "AdamW", AdamW.of(0.5));
    addAdam(cases, "AdamW, large epsilon", new AdamW(new Adam(0.8, 0.99, 0.05), 0.1));
    addAdam(cases, "AdamW, no decay", AdamW.of(0));
    return cases;
  }

  private static void addSgd(List<ContractCase> cases, String name, OptimizerSpec optimizer) {
    add(cases, name, optimizer, 0.1, Tolerances.SGD);
  }

  private static void addAdam(List<ContractCase> cases, String name, OptimizerSpec optimizer) {
    add(cases, name, optimizer, 0.02, Tolerances.ADAM);
  }

  private static void add(
      List<ContractCase> cases,
      String name,
      OptimizerSpec optimizer,
      double rate,
      Tolerance tolerance) {
    TrainingPlan plan = TrainingPlan.of(model(), new NegativeLogLikelihood(), optimizer);
    Run run = new Run(plan, rate, tolerance);
    cases.add(ContractCase.of(name, plan, run::uninterrupted));
    cases.add(ContractCase.of(name + ", resumed", plan, run::resumed));
    cases.add(ContractCase.of(name + ", taken over from the reference", plan, run::takenOver));
  }

  /** Smooth, so that rounding has no kink to fall to the other side of. */
  private static ModelSpec model() {
    return ModelSpec.of(
        "smooth",
        Shape.of(2, 4, 5),
        Sequential.of(Conv2d.of(3, 3), new Flatten(), Dense.of(4), new LogSoftmax()));
  }

  /** One run of the plan on both backends. */
  private record Run(TrainingPlan plan, double rate, Tolerance tolerance) {

    void uninterrupted(Bench bench) {
      ModelState initial = bench.samples().state(plan.model());
      try (TrainingSession tested = bench.tested().compile(plan, initial);
          TrainingSession reference = bench.reference().compile(plan, initial)) {
        compare(bench, tested, reference, 0, STEPS);
      }
    }

    void resumed(Bench bench) {
      ModelState initial = bench.samples().state(plan.model());
      ModelState middle = middle(bench, bench.tested(), initial);
      goOn(bench, initial, middle);
    }

    void takenOver(Bench bench) {
      ModelState initial = bench.samples().state(plan.model());
      ModelState middle = middle(bench, bench.reference(), initial);
      goOn(bench, initial, middle);
    }

    private ModelState middle(Bench bench, Backend backend, ModelState initial) {
      try (TrainingSession session = backend.compile(plan, initial)) {
        for (int step = 0; step < MIDDLE; step++) {
          step(bench, session, step);
        }
        return session.snapshot();
      }
    }

    private void goOn(Bench bench, ModelState initial, ModelState middle) {
      try (TrainingSession tested = bench.tested().compile(plan, middle);
          TrainingSession reference = bench.reference().compile(plan, initial)) {
        for (int step = 0; step < MIDDLE; step++) {
          step(bench, reference, step);
        }
        compare(bench, tested, reference, MIDDLE, STEPS);
      }
    }

    private void compare(
        Bench bench, TrainingSession tested, TrainingSession reference, int from, int to) {
      for (int step = from; step < to; step++) {
        double loss = step(bench, tested, step);
        String after = "after step " + step + ",";
        bench.near(after + " loss", loss, step(bench, reference, step), Tolerances.LOSS);
        bench.near(after, tested.snapshot(), reference.snapshot(), tolerance, Tolerances.SLOTS);
      }
    }

    /** The rate goes up and down: a rule that keeps it in its memory shows. */
    private double step(Bench bench, TrainingSession session, int step) {
      Samples samples = bench.samples();
      double learningRate = rate * (1 + step % 3) / 3;
      return session
          .trainStep(
              samples.batch(plan.model(), BATCH, step),
              samples.context(plan.model(), BATCH, step, learningRate))
          .loss();
    }
  }
}
