package dev.tandem.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.model.BatchNorm2d;
import dev.tandem.model.Dense;
import dev.tandem.model.Flatten;
import dev.tandem.model.LogSoftmax;
import dev.tandem.model.ModelSpec;
import dev.tandem.model.Sequential;
import dev.tandem.optim.ConstantRate;
import dev.tandem.optim.NegativeLogLikelihood;
import dev.tandem.optim.Sgd;
import dev.tandem.optim.TrainingPlan;
import dev.tandem.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The weights after step n are n, four steps make an epoch, so the averages go by hand. */
class WeightAveragingTest {
  private static final ModelSpec MODEL =
      ModelSpec.of(
          "m",
          Shape.of(1, 2, 2),
          Sequential.of(BatchNorm2d.of(), new Flatten(), Dense.of(3), new LogSoftmax()));
  private static final TrainingSpec SPEC =
      TrainingSpec.of(
          TrainingPlan.of(MODEL, new NegativeLogLikelihood(), Sgd.of(0)),
          new ConstantRate(0.1),
          3,
          8,
          42);

  private final KnownWeights backend = new KnownWeights();
  private final List<Checkpoint> checkpoints = new ArrayList<>();

  private final TrainingListener saving =
      new TrainingListener() {
        @Override
        public void onCheckpoint(Checkpoint checkpoint, boolean best) {
          checkpoints.add(checkpoint);
        }
      };

  /** Trains and evaluates on 12 examples, one call of predict an epoch. */
  private Checkpoint train(WeightAveraging averaging) {
    TrainingData data = new TrainingData(new ToyImages(30), null, new ToyImages(12));
    return new Trainer(backend).train(SPEC.withAveraging(averaging), data, saving);
  }

  @AfterEach
  void everySessionIsClosed() {
    assertThat(backend.open).isZero();
  }

  private List<Float> averages() {
    return checkpoints.stream().map(it -> KnownWeights.onlyValue(it.average())).toList();
  }

  /**
   * Half the old and half the new: 1, 1.5, 2.25, 3.125; then 4.0625, 5.03125, 6.015625, 7.0078125;
   * 8.00390625, 9.001953125, 10.0009765625, 11.00048828125 = 22,529/2,048.
   */
  @Test
  void theAverageOfKnownWeights() {
    train(WeightAveraging.of(0.5));

    assertThat(averages()).containsExactly(3.125f, 7.0078125f, 22_529f / 2_048);
    assertThat(backend.predictedWith).isEqualTo(averages());
  }

  /** 1, 1.25, 1.6875, 2.265625: a quarter of the new. */
  @Test
  void theDecayIsTheWeightOfTheOldAverage() {
    train(WeightAveraging.of(0.75));

    assertThat(backend.predictedWith.get(0)).isEqualTo(2.265625f);
  }

  /** At steps 3, 6, 9 and 12: 3, 4.5, 6.75, 9.375. */
  @Test
  void movesEverySoManySteps() {
    train(new WeightAveraging(0.5, 3));

    assertThat(backend.predictedWith).containsExactly(3f, 4.5f, 9.375f);
    assertThat(averages()).containsExactly(3f, 4.5f, 9.375f);
  }

  @Test
  void beforeTheFirstUpdateTheWeightsPredict() {
    train(new WeightAveraging(0.5, 6));

    assertThat(backend.predictedWith).containsExactly(4f, 6f, 9f);
    assertThat(checkpoints.get(0).average()).isEmpty();
    assertThat(checkpoints.get(0).weights()).isEqualTo(checkpoints.get(0).state());
  }

  @Test
  void trainingGoesOnFromTheWeightsThemselves() {
    Checkpoint last = train(WeightAveraging.of(0.5));

    assertThat(checkpoints)
        .extracting(it -> KnownWeights.onlyValue(it.state().tensors()))
        .containsExactly(4f, 8f, 12f);
    assertThat(KnownWeights.onlyValue(last.weights().tensors())).isEqualTo(22_529f / 2_048);
    assertThat(last.weights().step()).isEqualTo(12);
    assertThat(last.average().keySet()).isEqualTo(last.state().tensors().keySet());
  }

  /** Each copies all weights from the device: 12 steps by 5 are 2, and 3 epochs with 2 averaged. */
  @Test
  void weightsAreCopiedOnlyWhenTheAverageMoves() {
    train(WeightAveraging.none());
    assertThat(backend.snapshots).isEqualTo(3);
    assertThat(backend.predictedWith).containsExactly(4f, 8f, 12f);

    backend.snapshots = 0;
    train(new WeightAveraging(0.5, 5));
    assertThat(backend.snapshots).isEqualTo(7);
  }

  @Test
  void aRunWithoutAveragingHasNoAverage() {
    assertThat(train(WeightAveraging.none()).average()).isEmpty();
  }
}
