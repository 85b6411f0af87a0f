package dev.tandem.pytorch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.data.Batch;
import dev.tandem.model.ModelSpec;
import dev.tandem.model.ModelState;
import dev.tandem.optim.TrainingPlan;
import dev.tandem.spi.Backend;
import dev.tandem.spi.BackendOptions;
import dev.tandem.spi.BackendUnavailableException;
import dev.tandem.spi.Backends;
import dev.tandem.spi.DeviceSpec;
import dev.tandem.spi.InferenceSession;
import dev.tandem.spi.StepContext;
import dev.tandem.spi.TrainingSession;
import dev.tandem.tensor.HostTensor;
import dev.tandem.tensor.Shape;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How sessions live, repeat, go on and refuse. */
class PyTorchSessionTest {
  private static final ModelSpec MODEL = Networks.everything();

  private static Backend open(int threads) {
    return Backends.named("pytorch").open(BackendOptions.defaults().withThreads(threads));
  }

  private static List<Double> losses(TrainingSession session, int from, int to) {
    List<Double> losses = new ArrayList<>();
    for (int step = from; step < to; step++) {
      int size = step % 3 == 2 ? 1 : 5;
      losses.add(
          session
              .trainStep(
                  Networks.batch(MODEL, size, step), Networks.context(MODEL, size, step, 0.05))
              .loss());
    }
    return losses;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void sameSeedGivesTheSameBits(int threads) {
    try (Backend backend = open(threads);
        TrainingSession one = backend.compile(Networks.plan(MODEL, 0.9), Networks.initial(MODEL));
        TrainingSession other =
            backend.compile(Networks.plan(MODEL, 0.9), Networks.initial(MODEL))) {
      assertThat(losses(one, 0, 12)).isEqualTo(losses(other, 0, 12));
      assertThat(one.snapshot()).isEqualTo(other.snapshot());
    }
  }

  @Test
  void goesOnFromASnapshotAsIfNeverStopped() {
    try (Backend backend = open(2);
        TrainingSession whole =
            backend.compile(Networks.plan(MODEL, 0.9), Networks.initial(MODEL))) {
      List<Double> expected = losses(whole, 0, 9);
      ModelState middle;
      try (TrainingSession first =
          backend.compile(Networks.plan(MODEL, 0.9), Networks.initial(MODEL))) {
        losses(first, 0, 4);
        middle = first.snapshot();
      }
      assertThat(middle.step()).isEqualTo(4);
      try (TrainingSession second = backend.compile(Networks.plan(MODEL, 0.9), middle)) {
        assertThat(losses(second, 4, 9)).isEqualTo(expected.subList(4, 9));
        assertThat(second.snapshot()).isEqualTo(whole.snapshot());
      }
    }
  }

  @Test
  void sessionsOnTwoThreadsDoNotDisturbEachOther() {
    try (Backend backend = open(1);
        TrainingSession alone =
            backend.compile(Networks.plan(MODEL, 0.9), Networks.initial(MODEL));
        TrainingSession here = backend.compile(Networks.plan(MODEL, 0.9), Networks.initial(MODEL));
        TrainingSession there =
            backend.compile(Networks.plan(MODEL, 0.9), Networks.initial(MODEL))) {
      List<Double> expected = losses(alone, 0, 40);
      CompletableFuture<List<Double>> other =
          CompletableFuture.supplyAsync(() -> losses(there, 0, 40));
      assertThat(losses(here, 0, 40)).isEqualTo(expected);
      assertThat(other.join()).isEqualTo(expected);
    }
  }

  private static List<TrainingPlan> plans() {
    return List.of(Networks.plan(MODEL, 0.9), Networks.planOfConstants(MODEL));
  }

  /** An array that DJL leaves to the collector may be freed while the recorded graph needs it. */
  @ParameterizedTest
  @MethodSource("plans")
  void theGarbageCollectorDoesNotDisturbAStep(TrainingPlan plan) throws InterruptedException {
    try (Backend backend = open(1);
        TrainingSession calm = backend.compile(plan, Networks.initial(MODEL));
        TrainingSession disturbed = backend.compile(plan, Networks.initial(MODEL))) {
      List<Double> expected = losses(calm, 0, 100);
      AtomicBoolean done = new AtomicBoolean();
      Thread collector = new Thread(() -> collectUntil(done));
      collector.start();
      List<Double> actual = losses(disturbed, 0, 100);
      done.set(true);
      collector.join();
      assertThat(actual).isEqualTo(expected);
    }
  }

  private static void collectUntil(AtomicBoolean done) {
    while (!done.get()) {
      System.gc();
    }
  }

  /** Each number that DJL is given takes a direct buffer, which only the collector frees. */
  @ParameterizedTest
  @MethodSource("plans")
  void stepsLeaveNothingToTheGarbageCollector(TrainingPlan plan) {
    try (Backend backend = open(1);
        TrainingSession session = backend.compile(plan, Networks.initial(MODEL))) {
      losses(session, 0, 6);
      long before = directBuffers();
      losses(session, 6, 60);
      assertThat(directBuffers()).isLessThanOrEqualTo(before);
    }
  }

  private static long directBuffers() {
    return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
        .filter(pool -> pool.getName().equals("direct"))
        .mapToLong(BufferPoolMXBean::getCount)
        .sum();
  }

  @Test
  void takesAStepThoughNothingIsTrained() {
    ModelSpec model = Networks.classifier(Shape.of(2, 1, 1));
    Batch batch = new Batch(HostTensor.of(Shape.of(1, 2, 1, 1), 3, 3), 1);
    try (Backend backend = open(1);
        TrainingSession session =
            backend.compile(Networks.planOfConstants(model), Networks.initial(model))) {
      assertThat(session.trainStep(batch, new StepContext(0, 1, List.of())).loss())
          .isCloseTo(Math.log(2), within(1e-6));
    }
  }

  @Test
  void learns() {
    try (Backend backend = open(1);
        TrainingSession session =
            backend.compile(Networks.plan(MODEL, 0.9), Networks.initial(MODEL))) {
      StepContext context = Networks.context(MODEL, 8, 0, 0.05);
      double first = session.trainStep(Networks.batch(MODEL, 8, 0), context).loss();
      double last = first;
      for (int step = 0; step < 60; step++) {
        last = session.trainStep(Networks.batch(MODEL, 8, 0), context).loss();
      }
      assertThat(last).isLessThan(first / 2);
    }
  }

  @Test
  void predictsTheSameInAnyBatchSize() {
    try (Backend backend = open(2);
        InferenceSession session = backend.load(MODEL, Networks.initial(MODEL))) {
      HostTensor seven = Networks.random(MODEL.input().withBatch(7), 5);
      float[] all = session.predict(seven).values();
      int length = MODEL.input().size();
      for (int i = 0; i < 7; i++) {
        float[] one = java.util.Arrays.copyOfRange(seven.values(), i * length, (i + 1) * length);
        float[] alone = session.predict(HostTensor.of(MODEL.input().withBatch(1), one)).values();
        for (int k = 0; k < 3; k++) {
          assertThat(alone[k]).isCloseTo(all[i * 3 + k], within(1e-5f));
        }
      }
    }
  }

  @Test
  void snapshotAndStateHaveTheCanonicalLayout() {
    try (Backend backend = open(1);
        TrainingSession session =
            backend.compile(Networks.plan(MODEL, 0.9), Networks.initial(MODEL))) {
      assertThat(session.snapshot().tensors()).isEqualTo(Networks.initial(MODEL).tensors());
    }
  }

  @Test
  void refusesWhatDoesNotFit() {
    try (Backend backend = open(1);
        TrainingSession session =
            backend.compile(Networks.plan(MODEL, 0.9), Networks.initial(MODEL))) {
      assertThatThrownBy(() -> session.predict(HostTensor.zeros(Shape.of(1, 2, 7, 9))))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("[2, 9, 7]")
          .hasMessageContaining("[1, 2, 7, 9]");
      assertThatThrownBy(
              () ->
                  session.trainStep(Networks.batch(MODEL, 2, 0), new StepContext(0, 1, List.of())))
          .hasMessageContaining("1 dropout layers, got 0 masks");
      assertThatThrownBy(
              () ->
                  session.trainStep(Networks.batch(MODEL, 2, 0), Networks.context(MODEL, 3, 0, 1)))
          .hasMessageContaining("mask of layer body.3");
      assertThatThrownBy(() -> backend.load(MODEL, new ModelState(Map.of(), Map.of(), 0)))
          .hasMessageContaining("body.0.weight");
    }
  }

  @Test
  void refusesEverythingOnceClosed() {
    try (Backend backend = open(1)) {
      TrainingSession session = backend.compile(Networks.plan(MODEL, 0.9), Networks.initial(MODEL));
      session.close();
      session.close();
      assertThatThrownBy(session::snapshot)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("closed");
      assertThatThrownBy(() -> session.predict(Networks.random(MODEL.input().withBatch(1), 0)))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void saysWhatReallyRuns() {
    try (Backend backend = open(2)) {
      assertThat(backend.info().engine()).isEqualTo("PyTorch 2.7.1");
      assertThat(backend.info().device()).isEqualTo(DeviceSpec.cpu());
      assertThat(backend.info().threads()).isEqualTo(2);
    }
  }

  @Test
  void neverFallsBackFromAGpuThatIsNotThere() {
    assertThatThrownBy(() -> PyTorchBackendProvider.requireDevice(DeviceSpec.parse("gpu:1"), 1))
        .isInstanceOf(BackendUnavailableException.class)
        .hasMessageContaining("gpu:1")
        .hasMessageContaining("1 GPU");
    PyTorchBackendProvider.requireDevice(DeviceSpec.parse("gpu:0"), 1);
  }
}
