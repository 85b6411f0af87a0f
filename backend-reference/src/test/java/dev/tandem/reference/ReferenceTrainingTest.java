package dev.tandem.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.data.Batch;
import dev.tandem.data.DropoutMask;
import dev.tandem.model.AdaptiveAvgPool2d;
import dev.tandem.model.BatchNorm2d;
import dev.tandem.model.Conv2d;
import dev.tandem.model.Dense;
import dev.tandem.model.Dropout;
import dev.tandem.model.Flatten;
import dev.tandem.model.LogSoftmax;
import dev.tandem.model.ModelSpec;
import dev.tandem.model.ModelState;
import dev.tandem.model.ReLU;
import dev.tandem.optim.OptimizerVisitor;
import dev.tandem.optim.Sgd;
import dev.tandem.spi.Backend;
import dev.tandem.spi.BackendOptions;
import dev.tandem.spi.StepContext;
import dev.tandem.spi.StepResult;
import dev.tandem.spi.TrainingSession;
import dev.tandem.tensor.HostTensor;
import dev.tandem.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a step does, against values worked out by hand. */
class ReferenceTrainingTest {
  private static final Backend BACKEND =
      new ReferenceBackendProvider().open(BackendOptions.defaults());

  private static ModelSpec normalized(double decay) {
    return Samples.model(
        Shape.of(2, 1, 2),
        new BatchNorm2d(1e-5, decay),
        AdaptiveAvgPool2d.global(),
        new Flatten(),
        new LogSoftmax());
  }

  @Test
  void lossIsTheMeanOverTheBatch() {
    ModelSpec model = Samples.model(Shape.of(2), new LogSoftmax());
    double log3 = Math.log(3);
    float a = (float) Math.log(2);
    Batch batch = new Batch(HostTensor.of(Shape.of(3, 2), 0, a, 0, a, 1, 1), 0, 1, 1);
    try (TrainingSession session =
        BACKEND.compile(Samples.plan(model, 0), Samples.initial(model))) {
      StepResult result = session.trainStep(batch, new StepContext(0, 1, List.of()));
      double expected = (log3 + (log3 - Math.log(2)) + Math.log(2)) / 3;
      assertThat(result.loss()).isCloseTo(expected, within(1e-7)); // a is rounded
      assertThat(result.outputs().shape()).isEqualTo(Shape.of(3, 2));
      assertThat(result.outputs().values()[0]).isEqualTo((float) -log3);
    }
  }

  @Test
  void outputsAndLossAreThoseBeforeTheUpdate() {
    ModelSpec model = Samples.everything();
    Batch batch = Samples.batch(model, 6, 1);
    try (TrainingSession session =
        BACKEND.compile(Samples.plan(model, 0.9), Samples.initial(model))) {
      StepResult result = session.trainStep(batch, Samples.context(model, 6, 0, 0.5));
      double sum = Samples.plan(model, 0).loss().sum(result.outputs(), batch.labels());
      assertThat(result.loss()).isCloseTo(sum / 6, within(1e-6));
    }
  }

  @Test
  void withoutMomentumThereAreNoSlots() {
    ModelSpec model = Samples.everything();
    try (TrainingSession session =
        BACKEND.compile(Samples.plan(model, 0), Samples.initial(model))) {
      session.trainStep(Samples.batch(model, 2, 0), Samples.context(model, 2, 0, 0.1));
      assertThat(session.snapshot().slots()).isEmpty();
    }
  }

  @Test
  void aStepMovesParametersAgainstTheirGradientAndCountsItself() {
    ModelSpec model = Samples.everything();
    ModelState initial = Samples.initial(model);
    try (TrainingSession session = BACKEND.compile(Samples.plan(model, 0.9), initial)) {
      session.trainStep(Samples.batch(model, 4, 0), Samples.context(model, 4, 0, 0.5));
      ModelState after = session.snapshot();
      assertThat(after.step()).isEqualTo(1);
      Map<String, HostTensor> gradients = after.slots().get(Sgd.MOMENTUM);
      assertThat(gradients).hasSize(14);
      gradients.forEach(
          (name, gradient) -> {
            for (int i = 0; i < gradient.values().length; i++) {
              assertThat(after.tensor(name).values()[i])
                  .as("%s[%d]", name, i)
                  .isCloseTo(
                      initial.tensor(name).values()[i] - 0.5f * gradient.values()[i],
                      within(1e-6f));
            }
          });
    }
  }

  @Test
  void statisticsMoveTowardsTheUnbiasedVariance() {
    ModelSpec model = normalized(0.75);
    Batch batch = new Batch(HostTensor.of(Shape.of(2, 2, 1, 2), 1, 2, 0, 0, 3, 6, 0, 4), 0, 1);
    Batch zeros = new Batch(HostTensor.zeros(Shape.of(1, 2, 1, 2)), 0);
    try (TrainingSession session =
        BACKEND.compile(Samples.plan(model, 0), Samples.initial(model))) {
      session.trainStep(batch, new StepContext(0, 0.1, List.of()));
      // channel 0: 1 2 3 6, mean 3, unbiased variance 14/3; channel 1: 0 0 0 4, mean 1, 12/3
      ModelState first = session.snapshot();
      assertThat(first.tensor("body.0.running_mean").values()).containsExactly(0.75f, 0.25f);
      assertThat(first.tensor("body.0.running_var").values())
          .containsExactly((float) (0.75 + 0.25 * 14 / 3), 1.75f);
      session.trainStep(zeros, new StepContext(1, 0.1, List.of()));
      ModelState second = session.snapshot();
      assertThat(second.tensor("body.0.running_mean").values()).containsExactly(0.5625f, 0.1875f);
      assertThat(second.tensor("body.0.running_var").values()[1]).isEqualTo(0.75f * 1.75f);
    }
  }

  @Test
  void predictUsesRunningStatisticsAndMovesNothing() {
    ModelSpec model = Samples.everything();
    ModelState initial = Samples.initial(model);
    try (TrainingSession session = BACKEND.compile(Samples.plan(model, 0.9), initial)) {
      HostTensor before = session.predict(Samples.random(model.input().withBatch(5), 3));
      assertThat(session.predict(Samples.random(model.input().withBatch(5), 3))).isEqualTo(before);
      assertThat(session.snapshot().tensors()).isEqualTo(initial.tensors());
    }
  }

  @Test
  void droppedUnitsTeachNothing() {
    ModelSpec model =
        Samples.model(
            Shape.of(2, 1, 1),
            new Dropout(0.5),
            Conv2d.of(2, 1).withoutBias(),
            new Flatten(),
            new LogSoftmax());
    ModelState state = Samples.with(model, "body.1.weight", 0, 0, 0, 0);
    Batch batch = new Batch(HostTensor.of(Shape.of(2, 2, 1, 1), 1, 10, 100, 1000), 0, 1);
    DropoutMask mask = new DropoutMask("body.0", Shape.of(2, 2, 1, 1), new byte[] {1, 0, 0, 1});
    try (TrainingSession session = BACKEND.compile(Samples.plan(model, 0), state)) {
      session.trainStep(batch, new StepContext(0, 1, List.of(mask)));
      // both classes at 1/2: example 0 gives (-1/2, 1/2)/2 times (2*1, 0), example 1 the
      // opposite sign times (0, 2*1000)
      assertThat(session.snapshot().tensor("body.1.weight").values())
          .containsExactly(0.5f, -500, -0.5f, 500);
    }
  }

  @Test
  void aSmallerBatchIsAMeanOfItsOwn() {
    ModelSpec model =
        Samples.model(
            Shape.of(2, 5, 4),
            Conv2d.of(3, 3),
            new ReLU(),
            AdaptiveAvgPool2d.global(),
            new Flatten(),
            new LogSoftmax());
    Batch whole = Samples.batch(model, 3, 1);
    double[] all = gradient(model, whole);
    double[] one = gradient(model, part(whole, 0, 1));
    double[] two = gradient(model, part(whole, 1, 3));
    for (int i = 0; i < all.length; i++) {
      assertThat(all[i]).isCloseTo((one[i] + 2 * two[i]) / 3, within(1e-6));
    }
  }

  private static Batch part(Batch batch, int from, int to) {
    int length = batch.inputs().shape().withoutBatch().size();
    float[] inputs = Arrays.copyOfRange(batch.inputs().values(), from * length, to * length);
    return new Batch(
        HostTensor.of(batch.inputs().shape().withoutBatch().withBatch(to - from), inputs),
        Arrays.copyOfRange(batch.labels(), from, to));
  }

  private static double[] gradient(ModelSpec model, Batch batch) {
    try (TrainingSession session =
        BACKEND.compile(Samples.plan(model, 0.9), Samples.initial(model))) {
      session.trainStep(batch, new StepContext(0, 1, List.of()));
      return Parameter.widen(session.snapshot().slots().get(Sgd.MOMENTUM).get("body.0.weight"));
    }
  }

  /** What makes backends with one known fault for the tests of other modules. */
  @Test
  void partsCanBeReplaced() {
    Parts idle =
        new Parts() {
          @Override
          OptimizerVisitor<UpdateRule> optimizers() {
            return new OptimizerCompiler() {
              @Override
              public UpdateRule visit(Sgd spec) {
                return (parameter, slots, step, learningRate) -> {};
              }
            };
          }
        };
    ModelSpec model = Samples.model(Shape.of(3), Dense.of(3), new LogSoftmax());
    ModelState initial = Samples.initial(model);
    try (Backend backend = new ReferenceBackendProvider(idle).open(BackendOptions.defaults());
        TrainingSession session = backend.compile(Samples.plan(model, 0.9), initial)) {
      session.trainStep(Samples.batch(model, 2, 0), Samples.context(model, 2, 0, 1));
      assertThat(session.snapshot().tensors()).isEqualTo(initial.tensors());
    }
  }

  @Test
  void learns() {
    ModelSpec model = Samples.everything();
    try (TrainingSession session =
        BACKEND.compile(Samples.plan(model, 0.9), Samples.initial(model))) {
      StepContext context = Samples.context(model, 8, 0, 0.05);
      double first = session.trainStep(Samples.batch(model, 8, 0), context).loss();
      double last = first;
      for (int step = 0; step < 60; step++) {
        last = session.trainStep(Samples.batch(model, 8, 0), context).loss();
      }
      assertThat(last).isLessThan(first / 2);
    }
  }
}
