package dev.tandem.cli.progress;

import dev.tandem.training.EpochRecord;
import dev.tandem.training.Evaluation;
import dev.tandem.training.TrainingListener;
import java.io.PrintStream;
import java.util.Locale;

/** Prints what came of each epoch, in the form of the log that the seed's recipes come from. */
public record EpochLines(PrintStream out) implements TrainingListener {

  @Override
  public void onEpoch(EpochRecord epoch) {
    String speed =
        String.format(
            Locale.ROOT, ", %.1f s, %.0f images/s", epoch.seconds(), epoch.imagesPerSecond());
    print(epoch, "Train", epoch.train(), speed);
    if (epoch.validation() != null) {
      print(epoch, "Validation", epoch.validation(), "");
    }
    print(epoch, "Test", epoch.test(), "");
  }

  private void print(EpochRecord epoch, String part, Evaluation evaluation, String more) {
    out.println("Epoch: " + epoch.epoch() + " " + part + " set: " + describe(evaluation) + more);
  }

  /** Returns {@code Average loss: 0.0305, Accuracy: 9905/10000 (99.050%)}. */
  public static String describe(Evaluation evaluation) {
    return String.format(
        Locale.ROOT,
        "Average loss: %.4f, Accuracy: %d/%d (%.3f%%)",
        evaluation.loss(),
        evaluation.correct(),
        evaluation.total(),
        100 * evaluation.accuracy());
  }
}
