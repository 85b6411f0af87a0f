package dev.tandem.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A run that was stopped and went on ends with the same bits as one that never stopped. */
@Timeout(30)
class TrainerResumeTest {
  private final SoftmaxRegression backend = new SoftmaxRegression();
  private final Cancellation cancellation = new Cancellation();
  private final Saved saved = new Saved();
  private Checkpoint uninterrupted;

  /** Keeps every checkpoint and the steps; asks to stop at a step or an evaluation of the run. */
  private final class Saved implements TrainingListener {
    private final List<Checkpoint> checkpoints = new ArrayList<>();
    private final List<StepRecord> steps = new ArrayList<>();
    private int evaluations;
    private int stopAtStep;
    private int stopAtEvaluation;

    @Override
    public void onStep(StepRecord step) {
      steps.add(step);
      if (step.step() == stopAtStep) {
        cancellation.request();
      }
    }

    @Override
    public void onEvaluation(int examples) {
      if (++evaluations == stopAtEvaluation) {
        cancellation.request();
      }
    }

    @Override
    public void onCheckpoint(Checkpoint checkpoint, boolean best) {
      checkpoints.add(checkpoint);
    }

    private Checkpoint last() {
      return checkpoints.get(checkpoints.size() - 1);
    }
  }

  @BeforeEach
  void trainWithoutStopping() {
    uninterrupted = new Trainer(new SoftmaxRegression()).train(Runs.SPEC, Runs.DATA);
  }

  @AfterEach
  void everySessionIsClosed() {
    assertThat(backend.open).isZero();
  }

  private Checkpoint train(Checkpoint from) {
    return new Trainer(backend).train(from, Runs.DATA, List.of(saved), cancellation);
  }

  private void trainAndBeStopped() {
    assertThatExceptionOfType(CancellationException.class)
        .isThrownBy(() -> train(Checkpoint.initial(Runs.SPEC)));
  }

  private static void assertSameRun(Checkpoint actual, Checkpoint expected) {
    assertThat(actual.state()).isEqualTo(expected.state());
    assertThat(evaluations(actual)).isEqualTo(evaluations(expected));
    assertThat(actual.progress().epoch()).isEqualTo(expected.progress().epoch());
  }

  /** All of the history but its seconds. */
  private static List<Evaluation> evaluations(Checkpoint checkpoint) {
    return checkpoint.progress().history().stream()
        .flatMap(epoch -> Stream.of(epoch.train(), epoch.validation(), epoch.test()))
        .toList();
  }

  private Checkpoint resume(Checkpoint from) {
    return new Trainer(new SoftmaxRegression())
        .train(from, Runs.DATA, List.of(), new Cancellation());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 6, 7, 9, 10, 11})
  void stoppedWithinAnEpoch(int step) {
    saved.stopAtStep = step;
    trainAndBeStopped();

    assertThat(saved.steps).hasSize(step);
    assertThat(saved.last().state().step()).isEqualTo(step);
    assertThat(saved.last().progress().epoch()).isEqualTo(step / 4);
    assertThat(saved.last().progress().batch()).isEqualTo(step % 4);
    assertSameRun(resume(saved.last()), uninterrupted);
  }

  /** The epoch's evaluation is still to be done. */
  @ParameterizedTest
  @ValueSource(ints = {4, 8, 12})
  void stoppedAfterAnEpochsLastStep(int step) {
    saved.stopAtStep = step;
    trainAndBeStopped();

    assertThat(saved.last().progress().epoch()).isEqualTo(step / 4 - 1);
    assertThat(saved.last().progress().batch()).isEqualTo(4);
    assertSameRun(resume(saved.last()), uninterrupted);
  }

  /** Odd evaluations are of the validation part, even ones of the test part. */
  @ParameterizedTest
  @CsvSource({"1, 4", "2, 4", "3, 8", "4, 8", "6, 12"})
  void stoppedDuringAnEvaluation(int evaluation, int step) {
    saved.stopAtEvaluation = evaluation;
    trainAndBeStopped();

    assertThat(saved.last().state().step()).isEqualTo(step);
    assertSameRun(resume(saved.last()), uninterrupted);
  }

  @Test
  void stoppedBeforeTheFirstStep() {
    cancellation.request();
    trainAndBeStopped();

    assertThat(saved.last().progress()).isEqualTo(Progress.start());
    assertThat(saved.last().state().tensors())
        .isEqualTo(Checkpoint.initial(Runs.SPEC).state().tensors());
    assertSameRun(resume(saved.last()), uninterrupted);
  }

  @Test
  void savedAtAnEpochsEnd() {
    train(Checkpoint.initial(Runs.SPEC));

    assertThat(saved.checkpoints).hasSize(3);
    for (Checkpoint checkpoint : saved.checkpoints) {
      assertSameRun(resume(checkpoint), uninterrupted);
    }
  }

  @Test
  void stoppedAtEveryStep() {
    Checkpoint checkpoint = Checkpoint.initial(Runs.SPEC);
    for (int step = 1; step <= 12; step++) {
      SoftmaxRegression fresh = new SoftmaxRegression();
      Cancellation stop = new Cancellation();
      Checkpoint from = checkpoint;
      List<Checkpoint> given = new ArrayList<>();
      assertThatExceptionOfType(CancellationException.class)
          .isThrownBy(
              () ->
                  new Trainer(fresh).train(from, Runs.DATA, List.of(stopping(stop, given)), stop));
      checkpoint = given.get(given.size() - 1);
    }

    assertSameRun(resume(checkpoint), uninterrupted);
  }

  private static TrainingListener stopping(Cancellation stop, List<Checkpoint> given) {
    return new TrainingListener() {
      @Override
      public void onStep(StepRecord step) {
        stop.request();
      }

      @Override
      public void onCheckpoint(Checkpoint checkpoint, boolean best) {
        given.add(checkpoint);
      }
    };
  }

  @Test
  void goesOnCountingWhereItStopped() {
    saved.stopAtStep = 6;
    trainAndBeStopped();
    SoftmaxRegression fresh = new SoftmaxRegression();
    new Trainer(fresh).train(saved.last(), Runs.DATA, List.of(), new Cancellation());

    assertThat(fresh.steps).hasSize(6);
    assertThat(fresh.steps.get(0).step()).isEqualTo(6);
    assertThat(fresh.steps.get(0).learningRate()).isEqualTo(Runs.SPEC.schedule().at(6));
  }

  @Test
  void theTimeOfAnEpochIsThatOfAllItsParts() {
    saved.stopAtStep = 2;
    trainAndBeStopped();
    double before = saved.last().progress().totals().seconds();
    Checkpoint last = resume(saved.last());

    assertThat(before).isPositive();
    assertThat(last.progress().history().get(0).seconds()).isGreaterThan(before);
  }

  @Test
  void saysWhereItWasStopped() {
    saved.stopAtStep = 6;

    assertThatExceptionOfType(CancellationException.class)
        .isThrownBy(() -> train(Checkpoint.initial(Runs.SPEC)))
        .withMessage("cancelled in epoch 2 after batch 2");
  }

  @Test
  void aFinishedRunTakesNoFurtherStep() {
    assertThat(train(uninterrupted)).isSameAs(uninterrupted);
    assertThat(backend.steps).isEmpty();
  }

  @Test
  void aFinishedRunMayBeMadeLonger() {
    assertThat(train(uninterrupted.withEpochs(4)).state().step()).isEqualTo(16);
    assertThat(backend.steps).hasSize(4);
  }

  /** The average moves at steps 3, 6, 9 and 12: stopped before the first, between and at one. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 8, 11, 12})
  void stoppedWithAnAverage(int step) {
    TrainingSpec spec = Runs.SPEC.withAveraging(new WeightAveraging(0.75, 3));
    Checkpoint whole = new Trainer(new SoftmaxRegression()).train(spec, Runs.DATA);
    saved.stopAtStep = step;
    assertThatExceptionOfType(CancellationException.class)
        .isThrownBy(() -> train(Checkpoint.initial(spec)));
    Checkpoint last = resume(saved.last());

    assertThat(saved.last().average().isEmpty()).isEqualTo(step < 3);
    assertThat(last.average()).isEqualTo(whole.average()).isNotEqualTo(whole.state().tensors());
    assertSameRun(last, whole);
    assertThat(last.state()).isEqualTo(uninterrupted.state());
    assertThat(evaluations(last)).isNotEqualTo(evaluations(uninterrupted));
  }

  @ParameterizedTest
  @CsvSource({"1, 4", "4, 8"})
  void stoppedWhileTheAverageIsEvaluated(int evaluation, int step) {
    TrainingSpec spec = Runs.SPEC.withAveraging(WeightAveraging.of(0.75));
    Checkpoint whole = new Trainer(new SoftmaxRegression()).train(spec, Runs.DATA);
    saved.stopAtEvaluation = evaluation;
    assertThatExceptionOfType(CancellationException.class)
        .isThrownBy(() -> train(Checkpoint.initial(spec)));
    Checkpoint last = resume(saved.last());

    assertThat(saved.last().state().step()).isEqualTo(step);
    assertThat(last.average()).isEqualTo(whole.average());
    assertSameRun(last, whole);
  }
}
