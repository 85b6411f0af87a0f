package dev.tandem.cli.progress;

import dev.tandem.training.StepRecord;
import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * A line when training begins and then now and again, for logs: the epoch's own lines say the rest.
 */
final class ProgressLines implements ProgressView {
  private static final long INTERVAL = TimeUnit.SECONDS.toNanos(10);

  private final PrintStream err;
  private final int epochs;
  private final LongSupplier nanoTime;
  private final Pace pace = new Pace();
  private long last;
  private boolean begun;

  ProgressLines(PrintStream err, int epochs, LongSupplier nanoTime) {
    this.err = err;
    this.epochs = epochs;
    this.nanoTime = nanoTime;
    this.last = nanoTime.getAsLong();
  }

  @Override
  public void onStep(StepRecord step) {
    long now = nanoTime.getAsLong();
    pace.add(step, now);
    if (!begun || now - last >= INTERVAL) {
      begun = true;
      last = now;
      double speed = pace.imagesPerSecond(now);
      err.printf(
          Locale.ROOT,
          "epoch %d/%d, step %d/%d, %sloss %.4f%n",
          step.epoch(),
          epochs,
          step.batch(),
          step.batches(),
          speed == 0 ? "" : String.format(Locale.ROOT, "%.0f images/s, ", speed),
          pace.meanLoss());
    }
  }

  @Override
  public void close() {}
}
