package dev.tandem.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.data.DropoutMask;
import dev.tandem.spi.StepContext;
import dev.tandem.tensor.HostTensor;
import dev.tandem.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class TrainerTest {
  private final SoftmaxRegression backend = new SoftmaxRegression();
  private final Events events = new Events();

  /** Writes down what it hears, and throws when it hears {@code fatal}. */
  private static final class Events implements TrainingListener {
    private final List<String> texts = new ArrayList<>();
    private final List<StepRecord> steps = new ArrayList<>();
    private final List<Boolean> best = new ArrayList<>();
    private final RuntimeException failure = new IllegalStateException("listener failed");
    private String fatal = "nothing";

    private void hear(String text) {
      texts.add(text);
      if (text.equals(fatal)) {
        throw failure;
      }
    }

    @Override
    public void onStep(StepRecord step) {
      steps.add(step);
      hear("step " + step.step());
    }

    @Override
    public void onEvaluation(int examples) {
      hear("evaluation of " + examples);
    }

    @Override
    public void onEpoch(EpochRecord epoch) {
      hear("epoch " + epoch.epoch());
    }

    @Override
    public void onCheckpoint(Checkpoint checkpoint, boolean isBest) {
      best.add(isBest);
      hear("checkpoint " + checkpoint.state().step());
    }
  }

  private Checkpoint train() {
    return new Trainer(backend).train(Runs.SPEC, Runs.DATA, events);
  }

  @AfterEach
  void everySessionIsClosedAndTheBackendIsNot() {
    assertThat(backend.opened).isPositive();
    assertThat(backend.open).isZero();
    assertThat(backend.closed).isFalse();
  }

  @Test
  void learns() {
    List<EpochRecord> history = train().progress().history();

    assertThat(history.get(2).train().loss()).isLessThan(0.7 * history.get(0).train().loss());
    assertThat(history.get(2).test().loss()).isLessThan(0.7 * history.get(0).test().loss());
    assertThat(history.get(2).test().accuracy()).isEqualTo(1);
  }

  @Test
  void endsWithARecordForEachEpoch() {
    Checkpoint last = train();

    assertThat(last.spec()).isEqualTo(Runs.SPEC);
    assertThat(last.state().step()).isEqualTo(12);
    assertThat(last.progress().epoch()).isEqualTo(3);
    assertThat(last.progress().batch()).isZero();
    assertThat(last.progress().totals()).isEqualTo(new Progress.Totals(0, 0, 0, 0));
    assertThat(last.progress().history()).extracting(EpochRecord::epoch).containsExactly(1, 2, 3);
  }

  @Test
  void measuresEveryPartWhole() {
    for (EpochRecord epoch : train().progress().history()) {
      assertThat(epoch.train().total()).isEqualTo(30);
      assertThat(epoch.validation().total()).isEqualTo(9);
      assertThat(epoch.test().total()).isEqualTo(12);
      assertThat(epoch.seconds()).isPositive();
    }
  }

  @Test
  void tellsOfEveryEventInItsOrder() {
    train();

    assertThat(events.texts.subList(0, 8))
        .containsExactly(
            "step 1",
            "step 2",
            "step 3",
            "step 4",
            "evaluation of 9",
            "evaluation of 12",
            "checkpoint 4",
            "epoch 1");
    assertThat(events.texts).hasSize(24).endsWith("checkpoint 12", "epoch 3");
  }

  @Test
  void countsStepsFromOne() {
    train();
    StepRecord sixth = events.steps.get(5);
    StepRecord last = events.steps.get(11);

    assertThat(sixth).isEqualTo(new StepRecord(2, 2, 4, 6, 8, sixth.learningRate(), sixth.loss()));
    assertThat(last).isEqualTo(new StepRecord(3, 4, 4, 12, 6, last.learningRate(), last.loss()));
  }

  @Test
  void theEpochsLossIsTheMeanOverItsExamples() {
    Checkpoint last = train();
    double sum = 0;
    for (StepRecord step : events.steps.subList(8, 12)) {
      sum += step.loss() * step.examples();
    }

    assertThat(last.progress().history().get(2).train().loss()).isCloseTo(sum / 30, within(1e-12));
  }

  @Test
  void theTrainingAccuracyRises() {
    List<EpochRecord> history = train().progress().history();

    assertThat(history.get(2).train().correct())
        .isGreaterThan(history.get(0).train().correct())
        .isLessThanOrEqualTo(30);
  }

  @Test
  void handsOverTheStepsAndTheirLearningRates() {
    train();

    assertThat(backend.steps)
        .extracting(StepContext::step)
        .containsExactlyElementsOf(LongStream.range(0, 12).boxed().toList());
    assertThat(backend.steps.get(0).learningRate()).isCloseTo(0.02, within(1e-12)); // 0.5 / 25
    assertThat(backend.steps.get(1).learningRate()).isCloseTo(0.26, within(1e-12)); // half way
    assertThat(backend.steps.get(2).learningRate()).isEqualTo(0.5);
    assertThat(backend.steps.get(11).learningRate()).isCloseTo(0.02 / 1e4, within(1e-12));
    assertThat(events.steps)
        .extracting(StepRecord::learningRate)
        .containsExactlyElementsOf(backend.steps.stream().map(StepContext::learningRate).toList());
  }

  @Test
  void handsOverAMaskOfTheBatchsShapeForEachDropout() {
    train();

    assertThat(backend.steps).allMatch(context -> context.masks().size() == 1);
    assertThat(backend.steps.subList(0, 4))
        .extracting(context -> context.masks().get(0).shape())
        .containsExactly(
            Shape.of(8, 1, 2, 2), Shape.of(8, 1, 2, 2), Shape.of(8, 1, 2, 2), Shape.of(6, 1, 2, 2));
    assertThat(backend.steps)
        .extracting(context -> context.masks().get(0))
        .extracting(DropoutMask::layer)
        .containsOnly("drop");
  }

  @Test
  void sameSeedSameRunOnAnyNumberOfThreads() {
    Checkpoint one = train();
    SoftmaxRegression threaded = new SoftmaxRegression(16);

    assertThat(new Trainer(threaded).train(Runs.SPEC, Runs.DATA).state()).isEqualTo(one.state());
  }

  @Test
  void needsNoValidationPart() {
    TrainingData data = new TrainingData(Runs.DATA.train(), null, Runs.DATA.test());
    Checkpoint last = new Trainer(backend).train(Runs.SPEC, data, events);

    assertThat(last.progress().history()).extracting(EpochRecord::validation).containsOnlyNulls();
    assertThat(events.texts).doesNotContain("evaluation of 9").contains("evaluation of 12");
    assertThat(events.best).containsExactly(false, false, false);
  }

  /** Gives scores for toy images of which the first {@code correct} are right. */
  private static HostTensor scores(int size, int correct) {
    float[] scores = new float[size * 3];
    for (int i = 0; i < size; i++) {
      scores[i * 3 + (i < correct ? i : i + 1) % 3] = 1;
    }
    return HostTensor.of(Shape.of(size, 3), scores);
  }

  @Test
  void theBestEpochIsTheFirstOfHighestValidationAccuracy() {
    int[] correct = {4, 6, 6, 5, 7};
    int[] evaluations = {0};
    // the validation part has 9 examples, the test part 12: always wholly wrong
    backend.prediction =
        inputs ->
            inputs.shape().dimension(0) == 12
                ? scores(12, 0)
                : scores(9, correct[evaluations[0]++]);
    new Trainer(backend).train(Runs.SPEC.withEpochs(5), Runs.DATA, events);

    assertThat(events.best).containsExactly(true, true, false, false, true);
  }

  @Test
  void epochsWithoutValidationAreNoRivals() {
    TrainingData without = new TrainingData(Runs.DATA.train(), null, Runs.DATA.test());
    Checkpoint first = new Trainer(backend).train(Runs.SPEC.withEpochs(1), without);
    Checkpoint longer = first.withEpochs(2);
    new Trainer(backend).train(longer, Runs.DATA, List.of(events), new Cancellation());

    assertThat(events.best).containsExactly(true);
  }

  @Test
  void listenersHearInTheirOrder() {
    List<String> heard = new ArrayList<>();
    new Trainer(backend)
        .train(Runs.SPEC.withEpochs(1), Runs.DATA, naming("a", heard), naming("b", heard));

    assertThat(heard).containsExactly("a", "b", "a", "b", "a", "b", "a", "b");
  }

  private static TrainingListener naming(String name, List<String> heard) {
    return new TrainingListener() {
      @Override
      public void onStep(StepRecord step) {
        heard.add(name);
      }
    };
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"step 3", "evaluation of 9", "evaluation of 12", "checkpoint 4", "epoch 1"})
  void whatAListenerThrowsEndsTheRun(String fatal) {
    events.fatal = fatal;

    assertThatThrownBy(this::train).isSameAs(events.failure);
    assertThat(events.texts).endsWith(fatal);
  }

  @Test
  void aFailingStepEndsTheRun() {
    IllegalStateException failure = new IllegalStateException("engine failed");
    backend.beforeStep =
        context -> {
          if (context.step() == 5) {
            throw failure;
          }
        };

    assertThatThrownBy(this::train).isSameAs(failure);
    assertThat(events.texts).endsWith("epoch 1", "step 5");
  }

  @Test
  void aFailingEvaluationEndsTheRun() {
    IllegalStateException failure = new IllegalStateException("engine failed");
    backend.prediction =
        inputs -> {
          throw failure;
        };

    assertThatThrownBy(this::train).isSameAs(failure);
    assertThat(events.texts).endsWith("step 4", "evaluation of 9");
  }

  @Test
  void dataOfAnotherShapeIsRefused() {
    ToyImages rows = new ToyImages(5, Shape.of(4));
    TrainingData data = new TrainingData(rows, null, new ToyImages(12));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Trainer(backend).train(Runs.SPEC, data))
        .withMessage("model Softmax takes [1, 2, 2], the data has [4]");
  }

  @Test
  void aListenerMayIgnoreEverything() {
    Checkpoint last = new Trainer(backend).train(Runs.SPEC, Runs.DATA, new TrainingListener() {});

    assertThat(last.state()).isEqualTo(train().state());
  }

  @Test
  void refusesDataOfAnotherShapeBeforeTheFirstStep() {
    TrainingData odd =
        new TrainingData(new ToyImages(30), null, new ToyImages(12, Shape.of(1, 4, 1)));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Trainer(backend).train(Runs.SPEC, odd, events))
        .withMessageContaining("the test data has [1, 4, 1] and 3 classes");
    assertThat(events.steps).isEmpty();
  }

  @Test
  void refusesToGoOnWithDataOfAnotherSize() {
    Checkpoint last = train();
    TrainingData fewer = new TrainingData(new ToyImages(15), null, new ToyImages(12));
    Checkpoint longer = last.withEpochs(4);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Trainer(backend).train(longer, fewer, List.of(), new Cancellation()))
        .withMessageContaining("has taken 12 steps, but with 15 training examples")
        .withMessageContaining("step 6");
  }
}
