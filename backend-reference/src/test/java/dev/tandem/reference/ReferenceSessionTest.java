package dev.tandem.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.data.Batch;
import dev.tandem.model.BatchNorm2d;
import dev.tandem.model.Flatten;
import dev.tandem.model.LogSoftmax;
import dev.tandem.model.ModelSpec;
import dev.tandem.model.ModelState;
import dev.tandem.optim.Adam;
import dev.tandem.optim.AdamW;
import dev.tandem.optim.OptimizerSpec;
import dev.tandem.optim.Sgd;
import dev.tandem.optim.TrainingPlan;
import dev.tandem.spi.Backend;
import dev.tandem.spi.BackendInfo;
import dev.tandem.spi.BackendOptions;
import dev.tandem.spi.BackendUnavailableException;
import dev.tandem.spi.Backends;
import dev.tandem.spi.DeviceSpec;
import dev.tandem.spi.InferenceSession;
import dev.tandem.spi.StepContext;
import dev.tandem.spi.TrainingSession;
import dev.tandem.tensor.HostTensor;
import dev.tandem.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How sessions live, repeat, go on and refuse. */
class ReferenceSessionTest {
  private static final ModelSpec MODEL = Samples.everything();

  private static Backend open() {
    return Backends.named("reference").open(BackendOptions.defaults().withThreads(3));
  }

  private static TrainingSession compile(Backend backend) {
    return backend.compile(Samples.plan(MODEL, 0.9), Samples.initial(MODEL));
  }

  private static List<Double> losses(TrainingSession session, int from, int to) {
    List<Double> losses = new ArrayList<>();
    for (int step = from; step < to; step++) {
      int size = step % 3 == 2 ? 1 : 5;
      losses.add(
          session
              .trainStep(Samples.batch(MODEL, size, step), Samples.context(MODEL, size, step, 0.05))
              .loss());
    }
    return losses;
  }

  @Test
  void sameSeedGivesTheSameBits() {
    try (Backend backend = open();
        TrainingSession one = compile(backend);
        TrainingSession other = compile(backend)) {
      assertThat(losses(one, 0, 12)).isEqualTo(losses(other, 0, 12));
      assertThat(one.snapshot()).isEqualTo(other.snapshot());
    }
  }

  static OptimizerSpec[] optimizers() {
    return new OptimizerSpec[] {
      Sgd.of(0),
      Sgd.of(0.9),
      Sgd.of(0.9).withNesterov().withWeightDecay(0.01),
      Adam.of(),
      AdamW.of(0.1)
    };
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void goesOnFromASnapshotToFloatRounding(OptimizerSpec optimizer) {
    TrainingPlan plan = Samples.plan(MODEL, optimizer);
    try (Backend backend = open();
        TrainingSession whole = backend.compile(plan, Samples.initial(MODEL));
        TrainingSession first = backend.compile(plan, Samples.initial(MODEL))) {
      List<Double> expected = losses(whole, 0, 9);
      losses(first, 0, 4);
      ModelState middle = first.snapshot();
      assertThat(middle.step()).isEqualTo(4);
      assertThat(middle.slots()).containsOnlyKeys(optimizer.slots());
      try (TrainingSession second = backend.compile(plan, middle)) {
        assertThat(second.snapshot()).isEqualTo(middle);
        List<Double> resumed = losses(second, 4, 9);
        for (int i = 0; i < 5; i++) {
          assertThat(resumed.get(i)).isCloseTo(expected.get(i + 4), within(1e-5));
        }
        assertThat(second.snapshot().step()).isEqualTo(9);
      }
    }
  }

  @Test
  void predictBetweenStepsChangesNothing() {
    try (Backend backend = open();
        TrainingSession one = compile(backend);
        TrainingSession other = compile(backend)) {
      List<Double> expected = losses(one, 0, 4);
      List<Double> interrupted = losses(other, 0, 2);
      other.predict(Samples.random(MODEL.input().withBatch(2), 0));
      interrupted.addAll(losses(other, 2, 4));
      assertThat(interrupted).isEqualTo(expected);
    }
  }

  @Test
  void predictsTheSameInAnyBatchSize() {
    try (Backend backend = open();
        InferenceSession session = backend.load(MODEL, Samples.random(MODEL))) {
      HostTensor three = Samples.random(MODEL.input().withBatch(3), 5);
      HostTensor all = session.predict(three);
      assertThat(all.shape()).isEqualTo(Shape.of(3, 3));
      int length = MODEL.input().size();
      for (int i = 0; i < 3; i++) {
        float[] one = Arrays.copyOfRange(three.values(), i * length, (i + 1) * length);
        assertThat(session.predict(HostTensor.of(MODEL.input().withBatch(1), one)).values())
            .containsExactly(Arrays.copyOfRange(all.values(), i * 3, (i + 1) * 3));
      }
    }
  }

  @Test
  void snapshotHasTheStateItStartedFrom() {
    try (Backend backend = open();
        TrainingSession session =
            backend.compile(Samples.plan(MODEL, 0.9), Samples.random(MODEL))) {
      assertThat(session.snapshot().tensors()).isEqualTo(Samples.random(MODEL).tensors());
    }
  }

  @Test
  void refusesInputsAndStatesThatDoNotFit() {
    try (Backend backend = open();
        TrainingSession session = compile(backend)) {
      HostTensor turned = HostTensor.zeros(Shape.of(1, 2, 7, 9));
      assertThatThrownBy(() -> session.predict(turned))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("[2, 9, 7]")
          .hasMessageContaining("[1, 2, 7, 9]");
      assertThatThrownBy(
              () -> session.trainStep(new Batch(turned, 0), Samples.context(MODEL, 1, 0, 1)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("[1, 2, 7, 9]");
      assertThatThrownBy(() -> backend.load(MODEL, new ModelState(Map.of(), Map.of(), 0)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("body.0.weight");
    }
  }

  @Test
  void refusesMasksAndLabelsThatDoNotFitBeforeAnythingMoves() {
    try (Backend backend = open();
        TrainingSession session = compile(backend)) {
      ModelState before = session.snapshot();
      Batch two = Samples.batch(MODEL, 2, 0);
      assertThatThrownBy(() -> session.trainStep(two, new StepContext(0, 1, List.of())))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("2 dropout layers, got 0 masks");
      assertThatThrownBy(() -> session.trainStep(two, Samples.context(MODEL, 3, 0, 1)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("mask of layer body.3");
      for (int label : new int[] {-1, 3}) {
        Batch wrong = new Batch(two.inputs(), 0, label);
        assertThatThrownBy(() -> session.trainStep(wrong, Samples.context(MODEL, 2, 0, 1)))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("3 classes")
            .hasMessageContaining("label " + label);
      }
      assertThat(session.snapshot()).isEqualTo(before);
    }
  }

  @Test
  void refusesToTrainOnTheVarianceOfOneValue() {
    ModelSpec model =
        Samples.model(Shape.of(2, 1, 1), BatchNorm2d.of(), new Flatten(), new LogSoftmax());
    try (Backend backend = open();
        TrainingSession session = backend.compile(Samples.plan(model, 0), Samples.initial(model))) {
      assertThatThrownBy(
              () -> session.trainStep(Samples.batch(model, 1, 0), new StepContext(0, 1, List.of())))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("layer body.0 BatchNorm2d")
          .hasMessageContaining("larger batch");
      session.trainStep(Samples.batch(model, 2, 0), new StepContext(0, 1, List.of()));
    }
  }

  @Test
  void refusesEverythingOnceClosed() {
    try (Backend backend = open()) {
      TrainingSession session = compile(backend);
      session.close();
      session.close();
      requireClosed(session);
    }
  }

  @Test
  void closingTheBackendClosesItsSessions() {
    Backend backend = open();
    TrainingSession session = compile(backend);
    backend.close();
    backend.close();
    requireClosed(session);
    assertThatThrownBy(() -> compile(backend)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> backend.load(MODEL, Samples.initial(MODEL)))
        .isInstanceOf(IllegalStateException.class);
  }

  private static void requireClosed(TrainingSession session) {
    assertThatThrownBy(session::snapshot)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
    assertThatThrownBy(() -> session.predict(Samples.random(MODEL.input().withBatch(1), 0)))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(
            () -> session.trainStep(Samples.batch(MODEL, 2, 0), Samples.context(MODEL, 2, 0, 1)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void saysWhatReallyRuns() {
    try (Backend backend = open()) {
      BackendInfo info = backend.info();
      assertThat(info.id()).isEqualTo("reference");
      assertThat(info.engine()).isEqualTo("reference (Java " + Runtime.version() + ")");
      assertThat(info.device()).isEqualTo(DeviceSpec.cpu());
      assertThat(info.threads()).isEqualTo(1);
    }
  }

  @Test
  void refusesAGpu() {
    BackendOptions gpu = BackendOptions.defaults().withDevice(DeviceSpec.parse("gpu:0"));
    assertThatThrownBy(() -> new ReferenceBackendProvider().open(gpu))
        .isInstanceOf(BackendUnavailableException.class)
        .hasMessageContaining("gpu:0")
        .hasMessageContaining("--device cpu");
  }
}
