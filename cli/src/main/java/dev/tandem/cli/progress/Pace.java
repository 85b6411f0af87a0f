package dev.tandem.cli.progress;

import dev.tandem.training.StepRecord;

/** Speed and loss of the epoch that a run is in, since this process came to it. */
final class Pace {
  private int epoch;
  private long started;
  private long images;
  private long timed;
  private double lossSum;

  /** Adds a step; {@code now} is in nanoseconds. The first of an epoch starts the clock. */
  void add(StepRecord step, long now) {
    if (step.epoch() != epoch) {
      epoch = step.epoch();
      started = now;
      images = 0;
      timed = -step.examples();
      lossSum = 0;
    }
    images += step.examples();
    timed += step.examples();
    lossSum += step.loss() * step.examples();
  }

  double meanLoss() {
    return lossSum / images;
  }

  double imagesPerSecond(long now) {
    return now == started ? 0 : timed * 1e9 / (now - started);
  }
}
