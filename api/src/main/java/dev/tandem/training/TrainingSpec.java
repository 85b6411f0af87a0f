package dev.tandem.training;

import dev.tandem.data.Augmentation;
import dev.tandem.data.Normalization;
import dev.tandem.optim.LearningRateSchedule;
import dev.tandem.optim.TrainingPlan;

/**
 * A whole run, free of backend, device and data: with the same data it fixes every number.
 *
 * @param plan network, loss and optimizer
 * @param schedule learning rate by step
 * @param epochs passes over the training data, at least 1
 * @param batchSize examples a step, at least 1; the last batch of an epoch may be smaller
 * @param seed of every random number
 * @param augmentation of the training images
 * @param normalization of all images
 * @param averaging of the weights
 */
public record TrainingSpec(
    TrainingPlan plan,
    LearningRateSchedule schedule,
    int epochs,
    int batchSize,
    long seed,
    Augmentation augmentation,
    Normalization normalization,
    WeightAveraging averaging) {

  public TrainingSpec {
    if (epochs < 1) {
      throw new IllegalArgumentException("epochs must be at least 1, got " + epochs);
    }
    if (batchSize < 1) {
      throw new IllegalArgumentException("batch size must be at least 1, got " + batchSize);
    }
  }

  /** Returns the run on images as they are: no augmentation, no normalization, no averaging. */
  public static TrainingSpec of(
      TrainingPlan plan, LearningRateSchedule schedule, int epochs, int batchSize, long seed) {
    return new TrainingSpec(
        plan,
        schedule,
        epochs,
        batchSize,
        seed,
        Augmentation.none(),
        Normalization.none(),
        WeightAveraging.none());
  }

  public TrainingSpec withAugmentation(Augmentation newAugmentation) {
    return new TrainingSpec(
        plan, schedule, epochs, batchSize, seed, newAugmentation, normalization, averaging);
  }

  public TrainingSpec withNormalization(Normalization newNormalization) {
    return new TrainingSpec(
        plan, schedule, epochs, batchSize, seed, augmentation, newNormalization, averaging);
  }

  public TrainingSpec withAveraging(WeightAveraging newAveraging) {
    return new TrainingSpec(
        plan, schedule, epochs, batchSize, seed, augmentation, normalization, newAveraging);
  }

  public TrainingSpec withEpochs(int newEpochs) {
    return new TrainingSpec(
        plan, schedule, newEpochs, batchSize, seed, augmentation, normalization, averaging);
  }
}
