package dev.tandem.training;

import org.jspecify.annotations.Nullable;

/**
 * What came of one epoch.
 *
 * @param epoch from 1
 * @param train over the epoch's training batches, in training mode, while the parameters moved
 * @param validation after the epoch; null without a validation part
 * @param test after the epoch
 * @param seconds time spent training, evaluation left out
 */
public record EpochRecord(
    int epoch, Evaluation train, @Nullable Evaluation validation, Evaluation test, double seconds) {

  /** Returns the training speed. */
  public double imagesPerSecond() {
    return train.total() / seconds;
  }
}
