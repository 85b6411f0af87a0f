package dev.tandem.cli.progress;

import dev.tandem.cli.console.Console;
import dev.tandem.training.EpochRecord;
import dev.tandem.training.StepRecord;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** A bar for each epoch, on a terminal; it vanishes when the epoch's lines come. */
final class ProgressBarView implements ProgressView {
  private final Console console;
  private final int columns;
  private final int epochs;
  private final Pace pace = new Pace();
  private @Nullable ProgressBar bar;

  ProgressBarView(Console console, int columns, int epochs) {
    this.console = console;
    this.columns = columns;
    this.epochs = epochs;
  }

  @Override
  public void onStep(StepRecord step) {
    long now = System.nanoTime();
    pace.add(step, now);
    ProgressBar current = bar == null ? open(step) : bar;
    bar = current;
    current.setExtraMessage(
        String.format(
            Locale.ROOT, " %,.0f images/s, loss %.4f", pace.imagesPerSecond(now), pace.meanLoss()));
    current.stepTo(step.batch());
  }

  private ProgressBar open(StepRecord step) {
    return ProgressBar.builder()
        .setTaskName("Epoch " + step.epoch() + "/" + epochs)
        .setInitialMax(step.batches())
        .startsFrom(step.batch() - 1L, Duration.ZERO)
        .setStyle(console.plain() ? ProgressBarStyle.ASCII : ProgressBarStyle.COLORFUL_UNICODE_BAR)
        .setUpdateIntervalMillis(200)
        .setConsumer(new Vanishing(console.err(), columns - 1))
        .clearDisplayOnFinish()
        .build();
  }

  /** Leaves no empty line behind. */
  private static final class Vanishing extends ConsoleProgressBarConsumer {
    Vanishing(PrintStream out, int columns) {
      super(out, columns);
    }

    @Override
    public void close() {}
  }

  @Override
  public void onEvaluation(int examples) {
    if (bar != null) {
      bar.setExtraMessage(String.format(Locale.ROOT, " evaluating %,d images", examples));
    }
  }

  @Override
  public void onEpoch(EpochRecord epoch) {
    close();
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
