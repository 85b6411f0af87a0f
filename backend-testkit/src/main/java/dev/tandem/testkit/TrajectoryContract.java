package dev.tandem.testkit;

import dev.tandem.data.Augmentation;
import dev.tandem.data.BatchSource;
import dev.tandem.data.Dataset;
import dev.tandem.data.PreparedBatch;
import dev.tandem.data.RandomTransform.Rotation;
import dev.tandem.mnist.MnistData;
import dev.tandem.mnist.MnistModel;
import dev.tandem.mnist.Recipe;
import dev.tandem.model.ModelState;
import dev.tandem.optim.LearningRateSchedule;
import dev.tandem.optim.OneCycle;
import dev.tandem.optim.TrainingPlan;
import dev.tandem.random.RandomStreams;
import dev.tandem.spi.StepContext;
import dev.tandem.spi.TrainingSession;
import java.util.ArrayList;
import java.util.List;

/**
 * Whole networks over many steps, with dropout, rotation and a changing learning rate.
 *
 * <p>From the same state a step must give the same to float rounding. Left to themselves two runs
 * drift apart: where a value lies at a kink of ReLU or two of a pool's values are nearly equal,
 * rounding decides where a gradient goes, and training magnifies what follows. So the strict
 * measure is each step from one state: the reference's own and, over the first few steps, that of
 * the backend's session as it runs on. The losses of separate runs get a wide bound.
 */
final class TrajectoryContract {
  private static final int BATCH = 16;

  /** So many first steps of separate runs stay together. */
  private static final int TOGETHER = 6;

  private TrajectoryContract() {}

  static List<ContractCase> cases(int steps) {
    List<ContractCase> cases = new ArrayList<>();
    for (MnistModel model : MnistModel.values()) {
      Recipe recipe = Recipe.named("seed", model);
      TrainingPlan plan = recipe.toSpec(model.spec(0.1), 1).plan();
      cases.add(of(plan, recipe.learningRate(), steps));
    }
    cases.add(of(ResidualNetwork.plan(), 0.01, steps));
    return cases;
  }

  private static ContractCase of(TrainingPlan plan, double peak, int steps) {
    LearningRateSchedule schedule = new OneCycle(peak, Math.max(2, steps), 0.3, 10, 1e3);
    return ContractCase.of(
        plan.model().name(), plan, bench -> follow(plan, schedule, steps, bench));
  }

  private static void follow(
      TrainingPlan plan, LearningRateSchedule schedule, int steps, Bench bench) {
    Dataset images = MnistData.embedded().train().slice(0, steps * BATCH);
    RandomStreams streams = bench.samples().streams();
    BatchSource source =
        new BatchSource(
            images,
            plan.model(),
            BATCH,
            Augmentation.none().with(new Rotation(5)).withFill(1 / 255f),
            MnistData.NORMALIZATION,
            streams);
    int[] order = source.order(0);
    StepComparison comparison = new StepComparison(bench, "from the reference's state", steps);
    StepComparison running = new StepComparison(bench, "of a session that runs on", TOGETHER);
    ModelState state = plan.model().initialState(streams);
    try (TrainingSession separate = bench.tested().compile(plan, state)) {
      for (int i = 0; i < steps; i++) {
        PreparedBatch batch = source.prepare(0, order, i);
        StepContext context = new StepContext(i, schedule.at(i), batch.masks());
        Stepped actual = Stepped.of(bench.tested().compile(plan, state), batch, context);
        Stepped expected = Stepped.of(bench.reference().compile(plan, state), batch, context);
        comparison.sameState(i, actual, expected);
        if (i < TOGETHER) {
          Stepped own = goOn(separate, batch, context, plan, bench, running);
          bench.near(
              "step " + i + " of separate runs, loss",
              own.loss(),
              expected.loss(),
              Tolerances.SEPARATE);
        }
        state = expected.state();
      }
    }
  }

  /** Takes a step in a session that runs on; the reference takes it from that session's state. */
  private static Stepped goOn(
      TrainingSession session,
      PreparedBatch batch,
      StepContext context,
      TrainingPlan plan,
      Bench bench,
      StepComparison comparison) {
    ModelState before = session.snapshot();
    double loss = session.trainStep(batch.batch(), context).loss();
    Stepped own = new Stepped(loss, session.snapshot());
    Stepped expected = Stepped.of(bench.reference().compile(plan, before), batch, context);
    comparison.sameState(context.step(), own, expected);
    return own;
  }

  /**
   * A step that was taken.
   *
   * @param loss mean loss
   * @param state after it
   */
  record Stepped(double loss, ModelState state) {

    private static Stepped of(TrainingSession session, PreparedBatch batch, StepContext context) {
      try (session) {
        double loss = session.trainStep(batch.batch(), context).loss();
        return new Stepped(loss, session.snapshot());
      }
    }
  }
}
