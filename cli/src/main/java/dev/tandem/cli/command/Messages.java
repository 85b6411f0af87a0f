package dev.tandem.cli.command;

import dev.tandem.cli.run.Report;
import dev.tandem.cli.run.RunPlan;
import dev.tandem.spi.BackendInfo;
import dev.tandem.training.TrainingSpec;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a training says besides its progress. */
final class Messages {
  private Messages() {}

  private static String format(String form, Object... values) {
    return String.format(Locale.ROOT, form, values);
  }

  /** Returns the line that a run starts with. */
  static String start(RunPlan plan, BackendInfo backend) {
    TrainingSpec spec = plan.start().spec();
    int finished = plan.start().progress().epoch();
    return format(
        "%s (%,d parameters), recipe %s: %s%d epochs, batch %d, seed %d, %,d images of %s;"
            + " %s on %s, %d threads; output %s",
        spec.plan().model().name(),
        spec.plan().model().parameterCount(),
        plan.recipe(),
        finished == 0 ? "" : finished + " of ",
        spec.epochs(),
        spec.batchSize(),
        spec.seed(),
        plan.data().train().size(),
        plan.dataName(),
        backend.engine(),
        backend.device(),
        backend.threads(),
        plan.folder().path());
  }

  /** Returns the line that a run ends with. */
  static String result(Report report) {
    Report.Measures test = report.test();
    return test == null
        ? "nothing was trained"
        : format(
            "Test accuracy %.2f %% (%d/%d), loss %.4f",
            100 * test.accuracy(), test.correct(), test.total(), test.loss());
  }

  /** Returns where the checkpoints are. */
  static String files(RunPlan plan, Report report) {
    String last = "Checkpoint: " + plan.folder().last();
    return report
        .best()
        .map(epoch -> format("%s%nBest by validation: epoch %d, ", last, epoch.epoch()))
        .map(text -> text + plan.folder().best())
        .orElse(last);
  }

  /** Returns how to go on. */
  static String interrupted(RunPlan plan, @Nullable Path data) {
    return format(
        "%ninterrupted; the run is saved. Go on with:%n  tandem train --resume %s%s",
        quoted(plan.folder().path()), data == null ? "" : " --data " + quoted(data));
  }

  private static String quoted(Path path) {
    String text = path.toString();
    return text.matches("[\\w./+-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
