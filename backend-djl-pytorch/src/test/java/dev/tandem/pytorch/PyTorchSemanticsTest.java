package dev.tandem.pytorch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.data.Batch;
import dev.tandem.data.DropoutMask;
import dev.tandem.model.BatchNorm2d;
import dev.tandem.model.Conv2d;
import dev.tandem.model.Dropout;
import dev.tandem.model.MaxPool2d;
import dev.tandem.model.ModelSpec;
import dev.tandem.model.ModelState;
import dev.tandem.optim.Sgd;
import dev.tandem.spi.Backend;
import dev.tandem.spi.BackendOptions;
import dev.tandem.spi.InferenceSession;
import dev.tandem.spi.StepContext;
import dev.tandem.spi.StepResult;
import dev.tandem.spi.TrainingSession;
import dev.tandem.tensor.HostTensor;
import dev.tandem.tensor.Shape;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What libtorch computes here, against values worked out by hand or by finite differences. */
class PyTorchSemanticsTest {
  private static final double RATE = 0.5;
  private static Backend backend;

  @BeforeAll
  static void open() {
    backend = new PyTorchBackendProvider().open(BackendOptions.defaults());
  }

  @AfterAll
  static void close() {
    backend.close();
  }

  private static HostTensor predict(ModelSpec model, ModelState state, HostTensor inputs) {
    try (InferenceSession session = backend.load(model, state)) {
      return session.predict(inputs);
    }
  }

  /** The head turns scores (a, b) into log-softmax: their difference is what a test can read. */
  private static double difference(HostTensor outputs, int row) {
    return outputs.values()[row * 2] - outputs.values()[row * 2 + 1];
  }

  @Test
  void convolutionDoesNotFlipItsKernelAndPadsAllSides() {
    ModelSpec model =
        Networks.classifier(
            Shape.of(1, 2, 3), // places: rows 0; columns 0, 2
            Conv2d.of(2, 3).withStride(2).withPadding(1).withoutBias());
    float[] weight = new float[18];
    for (int i = 0; i < 9; i++) {
      weight[i] = i + 1; // filter 0: 1 2 3 / 4 5 6 / 7 8 9; filter 1: zeros
    }
    ModelState state =
        new ModelState(
            Map.of("body.0.weight", HostTensor.of(Shape.of(2, 1, 3, 3), weight)), Map.of(), 0);
    HostTensor image = HostTensor.of(Shape.of(1, 1, 2, 3), 1, 10, 100, 1000, 10_000, 100_000);
    // at column 0: 5*1 + 6*10 + 8*1000 + 9*10000; at column 2: 4*10 + 5*100 + 7*10000 + 8*100000
    double first = 5 + 60 + 8_000 + 90_000;
    double second = 40 + 500 + 70_000 + 800_000;
    assertThat(difference(predict(model, state, image), 0))
        .isCloseTo((first + second) / 2, within(0.1));
  }

  @Test
  void batchNormMovesItsStatisticsTowardsTheUnbiasedVariance() {
    ModelSpec model = Networks.classifier(Shape.of(2, 1, 2), new BatchNorm2d(1e-5, 0.75));
    Batch batch = new Batch(HostTensor.of(Shape.of(2, 2, 1, 2), 1, 2, 0, 0, 3, 6, 0, 4), 0, 1);
    try (TrainingSession session =
        backend.compile(Networks.plan(model, 0.9), Networks.initial(model))) {
      session.trainStep(batch, new StepContext(0, RATE, List.of()));
      ModelState state = session.snapshot();
      // channel 0: 1 2 3 6, mean 3, squares 14, unbiased 14/3; channel 1: 0 0 0 4, mean 1, 12/3
      assertThat(state.tensor("body.0.running_mean").values())
          .containsExactly(new float[] {0.25f * 3, 0.25f * 1}, within(1e-6f));
      assertThat(state.tensor("body.0.running_var").values())
          .containsExactly(new float[] {0.75f + 0.25f * 14 / 3, 0.75f + 0.25f * 4}, within(1e-6f));
    }
  }

  @Test
  void predictUsesRunningStatisticsAndMovesNothing() {
    ModelSpec model = Networks.everything();
    ModelState initial = Networks.initial(model);
    try (TrainingSession session = backend.compile(Networks.plan(model, 0.9), initial)) {
      session.predict(Networks.random(model.input().withBatch(5), 3));
      assertThat(session.snapshot().tensors()).isEqualTo(initial.tensors());
    }
  }

  @Test
  void dropoutUsesTheMaskItIsGiven() {
    ModelSpec model =
        Networks.classifier(Shape.of(2, 2, 2), new Dropout(0.75), Conv2d.of(2, 1).withoutBias());
    HostTensor identity = HostTensor.of(Shape.of(2, 2, 1, 1), 1, 0, 0, 1);
    ModelState state = new ModelState(Map.of("body.1.weight", identity), Map.of(), 0);
    HostTensor inputs =
        HostTensor.of(Shape.of(2, 2, 2, 2), 1, 2, 3, 4, 10, 20, 30, 40, 5, 6, 7, 8, 50, 60, 70, 80);
    DropoutMask mask =
        new DropoutMask(
            "body.0",
            Shape.of(2, 2, 2, 2),
            new byte[] {1, 0, 0, 1, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1});
    try (TrainingSession session = backend.compile(Networks.plan(model, 0), state)) {
      StepResult result =
          session.trainStep(new Batch(inputs, 0, 1), new StepContext(0, RATE, List.of(mask)));
      // mean over 4 places of 4 * kept: simply the sum of the kept
      assertThat(difference(result.outputs(), 0)).isCloseTo((1 + 4) - 20, within(1e-4));
      assertThat(difference(result.outputs(), 1)).isCloseTo(7 - 80, within(1e-4));
    }
  }

  @Test
  void poolLeavesOutWhatFillsNoWindow() {
    ModelSpec model = Networks.classifier(Shape.of(2, 3, 3), MaxPool2d.of(2));
    HostTensor image =
        HostTensor.of(
            Shape.of(1, 2, 3, 3), 1, 5, 99, 2, 3, 99, 99, 99, 99, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    assertThat(difference(predict(model, Networks.initial(model), image), 0))
        .isCloseTo(5, within(1e-5));
  }

  @Test
  void outputsAndLossAreThoseBeforeTheUpdate() {
    ModelSpec model = Networks.everything();
    Batch batch = Networks.batch(model, 6, 1);
    try (TrainingSession session =
        backend.compile(Networks.plan(model, 0.9), Networks.initial(model))) {
      StepResult result = session.trainStep(batch, Networks.context(model, 6, 0, RATE));
      double sum = Networks.plan(model, 0).loss().sum(result.outputs(), batch.labels());
      assertThat(result.loss()).isCloseTo(sum / 6, within(1e-6));
      assertThat(result.outputs().shape()).isEqualTo(Shape.of(6, 3));
    }
  }

  @Test
  void gradientsAgreeWithFiniteDifferences() {
    ModelSpec model = Networks.everything();
    ModelState initial = Networks.initial(model);
    Batch batch = Networks.batch(model, 6, 2);
    ModelState after;
    try (TrainingSession session = backend.compile(Networks.plan(model, 0), initial)) {
      session.trainStep(batch, Networks.context(model, 6, 0, 1));
      after = session.snapshot();
    }
    for (String name : List.of("body.0.weight", "body.2.bias", "body.4.weight", "body.6.bias")) {
      for (int index = 0; index < initial.tensor(name).shape().size(); index += 7) {
        double gradient = initial.tensor(name).values()[index] - after.tensor(name).values()[index];
        float h = 3e-4f; // small: a step across a kink of ReLU or pool spoils the slope
        double slope =
            (loss(model, Networks.moved(initial, name, index, h), batch)
                    - loss(model, Networks.moved(initial, name, index, -h), batch))
                / (2 * h);
        assertThat(gradient).as(name + "[" + index + "]").isCloseTo(slope, within(4e-3));
      }
    }
  }

  private static double loss(ModelSpec model, ModelState state, Batch batch) {
    try (TrainingSession session = backend.compile(Networks.plan(model, 0), state)) {
      return session.trainStep(batch, Networks.context(model, batch.size(), 0, 1e-9)).loss();
    }
  }

  @Test
  void momentumKeepsTheLearningRateOutside() {
    ModelSpec model = Networks.everything();
    String name = "body.4.weight";
    try (TrainingSession session =
        backend.compile(Networks.plan(model, 0.9), Networks.initial(model))) {
      double[] rates = {0.1, 0.01, 0.2};
      for (int step = 0; step < rates.length; step++) {
        Batch batch = Networks.batch(model, 4, step);
        StepContext context = Networks.context(model, 4, step, rates[step]);
        ModelState before = session.snapshot();
        session.trainStep(batch, context);
        ModelState after = session.snapshot();
        float[] gradient = gradient(model, before, batch, context, name);
        float[] old = before.slots().get(Sgd.MOMENTUM).get(name).values();
        float[] velocity = after.slots().get(Sgd.MOMENTUM).get(name).values();
        for (int i = 0; i < velocity.length; i++) {
          assertThat(velocity[i]).isCloseTo(0.9f * old[i] + gradient[i], within(1e-5f));
          assertThat(after.tensor(name).values()[i])
              .isCloseTo(
                  (float) (before.tensor(name).values()[i] - rates[step] * velocity[i]),
                  within(1e-6f));
        }
      }
    }
  }

  private static float[] gradient(
      ModelSpec model, ModelState at, Batch batch, StepContext context, String name) {
    ModelState plain = new ModelState(at.tensors(), Map.of(), at.step());
    try (TrainingSession session = backend.compile(Networks.plan(model, 0), plain)) {
      session.trainStep(batch, new StepContext(0, 1, context.masks()));
      float[] gradient = at.tensor(name).values().clone();
      float[] after = session.snapshot().tensor(name).values();
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] -= after[i];
      }
      return gradient;
    }
  }
}
