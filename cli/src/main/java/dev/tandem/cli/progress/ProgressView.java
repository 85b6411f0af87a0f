package dev.tandem.cli.progress;

import dev.tandem.cli.console.Console;
import dev.tandem.training.TrainingListener;

/** Shows how far an epoch is; closing it leaves the terminal clean. */
public interface ProgressView extends TrainingListener, AutoCloseable {

  /** Returns what suits the user's terminal. */
  static ProgressView of(Console console, int epochs, boolean quiet) {
    if (quiet) {
      return () -> {};
    }
    return console.columns().isPresent()
        ? new ProgressBarView(console, console.columns().getAsInt(), epochs)
        : new ProgressLines(console.err(), epochs, System::nanoTime);
  }

  @Override
  void close();
}
