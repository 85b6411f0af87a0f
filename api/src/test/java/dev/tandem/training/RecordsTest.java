package dev.tandem.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.data.Augmentation;
import dev.tandem.data.Normalization;
import dev.tandem.metrics.ConfusionMatrix;
import dev.tandem.model.ModelState;
import dev.tandem.random.RandomStreams;
import dev.tandem.spi.BackendInfo;
import dev.tandem.spi.DeviceSpec;
import dev.tandem.spi.StepResult;
import dev.tandem.tensor.HostTensor;
import dev.tandem.tensor.Shape;
import dev.tandem.training.Progress.Totals;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a run leaves behind, by itself. */
class RecordsTest {
  private static final Evaluation EVALUATION = new Evaluation(3, 4, 0.5);
  private static final EpochRecord EPOCH =
      new EpochRecord(1, new Evaluation(250, 300, 0.5), null, EVALUATION, 1.5);

  @Test
  void accuracyIsThePartThatIsCorrect() {
    assertThat(EVALUATION.accuracy()).isEqualTo(0.75);
  }

  @Test
  void anEvaluationIsMadeOfCountsAndASum() {
    ConfusionMatrix confusion = new ConfusionMatrix(2);
    confusion.add(HostTensor.of(Shape.of(4, 2), 1, 0, 1, 0, 1, 0, 1, 0), new int[] {0, 0, 0, 1});

    assertThat(Evaluation.of(confusion, 2)).isEqualTo(EVALUATION);
  }

  @Test
  void speedCountsTrainingImages() {
    assertThat(EPOCH.imagesPerSecond()).isEqualTo(200);
  }

  @Test
  void totalsAddUpBatches() {
    HostTensor two = HostTensor.of(Shape.of(2, 2), 1, 0, 1, 0);
    HostTensor one = HostTensor.of(Shape.of(1, 2), 0, 1);
    Totals totals =
        new Totals(0, 0, 0, 7)
            .plus(new StepResult(0.5, two), new int[] {0, 1})
            .plus(new StepResult(2, one), new int[] {1});

    assertThat(totals).isEqualTo(new Totals(3, 2, 3, 7));
    assertThat(totals.toEvaluation()).isEqualTo(new Evaluation(2, 3, 1));
    assertThat(totals.withSeconds(8)).isEqualTo(new Totals(3, 2, 3, 8));
  }

  @Test
  void progressStartsAtNothing() {
    assertThat(Progress.start()).isEqualTo(new Progress(0, 0, new Totals(0, 0, 0, 0), List.of()));
  }

  @Test
  void progressHasARecordForEachFinishedEpoch() {
    Totals none = new Totals(0, 0, 0, 0);

    assertThat(new Progress(1, 5, none, List.of(EPOCH)).history()).containsExactly(EPOCH);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Progress(2, 5, none, List.of(EPOCH)))
        .withMessage("progress: epoch 2, batch 5, history of 1");
  }

  @Test
  void progressIsNotNegative() {
    Totals none = new Totals(0, 0, 0, 0);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Progress(-1, 0, none, List.of()))
        .withMessage("progress: epoch -1, batch 0, history of 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Progress(0, -1, none, List.of()))
        .withMessage("progress: epoch 0, batch -1, history of 0");
  }

  @Test
  void progressKeepsItsHistory() {
    List<EpochRecord> history = new ArrayList<>(List.of(EPOCH));
    Progress progress = new Progress(1, 0, new Totals(0, 0, 0, 0), history);
    history.clear();

    assertThat(progress.history()).containsExactly(EPOCH);
  }

  @Test
  void aCheckpointsStateFitsItsModel() {
    ModelState empty = new ModelState(Map.of(), Map.of(), 0);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Checkpoint(Runs.SPEC, empty, Map.of(), Progress.start()))
        .withMessage("model Softmax needs dense.weight [3, 1, 2, 2]: missing");
  }

  @Test
  void aCheckpointsAverageFitsItsModelAndItsRun() {
    Checkpoint initial = Checkpoint.initial(Runs.SPEC.withAveraging(WeightAveraging.of(0.5)));
    Map<String, HostTensor> whole = initial.state().tensors();
    HostTensor bias = HostTensor.zeros(Shape.of(3));

    assertThat(averaged(initial, whole).average()).isEqualTo(whole);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> averaged(initial, Map.of("dense.bias", bias)))
        .withMessage(
            "average of the weights: model Softmax needs dense.weight [3, 1, 2, 2]: missing");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> averaged(Checkpoint.initial(Runs.SPEC), whole))
        .withMessage("a run without averaging has an average of weights");
  }

  private static Checkpoint averaged(Checkpoint from, Map<String, HostTensor> average) {
    return new Checkpoint(from.spec(), from.state(), average, from.progress());
  }

  @Test
  void theAveragePredictsIfThereIsOne() {
    Checkpoint initial = Checkpoint.initial(Runs.SPEC.withAveraging(WeightAveraging.of(0.5)));
    Map<String, HostTensor> other =
        SoftmaxRegression.model().initialState(new RandomStreams(7)).tensors();
    Map<String, HostTensor> given = new HashMap<>(other);
    Checkpoint checkpoint = averaged(initial, given);
    given.clear();

    assertThat(initial.average()).isEmpty();
    assertThat(initial.weights()).isSameAs(initial.state());
    assertThat(checkpoint.weights()).isEqualTo(new ModelState(other, Map.of(), 0));
    assertThat(checkpoint.withEpochs(9))
        .isEqualTo(
            new Checkpoint(
                initial.spec().withEpochs(9), initial.state(), other, initial.progress()));
    assertThatThrownBy(() -> checkpoint.average().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void theInitialCheckpointComesFromTheSeed() {
    Checkpoint initial = Checkpoint.initial(Runs.SPEC);

    // derived in Python from SplitMix64: seed 42, uniform in [-1/2, 1/2)
    assertThat(initial.state().tensor("dense.weight").values()[0]).isEqualTo(0x1.2818a2p-2f);
    assertThat(initial.progress()).isEqualTo(Progress.start());
  }

  @Test
  void aRunHasEpochsAndBatches() {
    assertThat(Runs.SPEC.withEpochs(7).epochs()).isEqualTo(7);
    assertThat(TrainingSpec.of(Runs.SPEC.plan(), Runs.SPEC.schedule(), 1, 1, 0).batchSize())
        .isEqualTo(1);
    assertThat(Runs.SPEC.withEpochs(7).withEpochs(3)).isEqualTo(Runs.SPEC);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Runs.SPEC.withEpochs(0))
        .withMessage("epochs must be at least 1, got 0");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new TrainingSpec(
                    Runs.SPEC.plan(),
                    Runs.SPEC.schedule(),
                    3,
                    0,
                    42,
                    Runs.SPEC.augmentation(),
                    Runs.SPEC.normalization(),
                    WeightAveraging.none()))
        .withMessage("batch size must be at least 1, got 0");
  }

  @Test
  void aPlainRunIsChangedOneFieldAtATime() {
    TrainingSpec plain = TrainingSpec.of(Runs.SPEC.plan(), Runs.SPEC.schedule(), 3, 8, 42);

    assertThat(plain.augmentation()).isEqualTo(Augmentation.none());
    assertThat(plain.normalization()).isEqualTo(Normalization.none());
    assertThat(plain.averaging()).isEqualTo(WeightAveraging.none());
    assertThat(
            plain
                .withAugmentation(Runs.SPEC.augmentation())
                .withNormalization(Runs.SPEC.normalization()))
        .isEqualTo(Runs.SPEC);
    assertThat(plain.withAveraging(WeightAveraging.of(0.5)).averaging())
        .isEqualTo(new WeightAveraging(0.5, 1));
  }

  @Test
  void averagingIsADecayAndADistance() {
    assertThat(WeightAveraging.none().isNone()).isTrue();
    assertThat(new WeightAveraging(0, 5).isNone()).isTrue();
    assertThat(WeightAveraging.of(0.001).isNone()).isFalse();
    for (double decay : new double[] {-0.1, 1, Double.NaN}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> WeightAveraging.of(decay))
          .withMessage("averaging decay must be in [0, 1), got " + decay);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new WeightAveraging(0.5, 0))
        .withMessage("averaging every must be at least 1, got 0");
  }

  @Test
  void aRunRecordKeepsTheDataByName() {
    Map<String, String> data = new HashMap<>(Map.of("train", "ab", "test", "cd"));
    BackendInfo info = new BackendInfo("reference", "Java 17", DeviceSpec.cpu(), 1);
    RunRecord run =
        new RunRecord("0.1.0", "unknown", info, "Linux", 2, "17", data, "mnist", "2025-01-01");
    data.clear();

    assertThat(run.data()).containsExactly(Map.entry("test", "cd"), Map.entry("train", "ab"));
    assertThatThrownBy(() -> run.data().clear()).isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void aCancellationIsRequestedOnce() {
    Cancellation cancellation = new Cancellation();
    assertThat(cancellation.isRequested()).isFalse();
    cancellation.request();

    assertThat(cancellation.isRequested()).isTrue();
    assertThat(new Cancellation().isRequested()).isFalse();
  }
}
