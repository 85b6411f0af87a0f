package dev.tandem.training;

import dev.tandem.data.Augmentation;
import dev.tandem.data.Normalization;
import dev.tandem.data.RandomTransform.Rotation;
import dev.tandem.optim.NegativeLogLikelihood;
import dev.tandem.optim.OneCycle;
import dev.tandem.optim.Sgd;
import dev.tandem.optim.TrainingPlan;

/** The run that the tests train: 3 epochs of 4 batches, 8, 8, 8 and 6 examples. */
final class Runs {
  static final TrainingSpec SPEC =
      new TrainingSpec(
          TrainingPlan.of(SoftmaxRegression.model(), new NegativeLogLikelihood(), Sgd.of(0.9)),
          new OneCycle(0.5, 12, 0.25, 25, 1e4),
          3,
          8,
          42,
          Augmentation.none().with(new Rotation(10)),
          new Normalization(0.3, 0.25),
          WeightAveraging.none());

  static final TrainingData DATA =
      new TrainingData(new ToyImages(30), new ToyImages(9), new ToyImages(12));

  private Runs() {}
}
