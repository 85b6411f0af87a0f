package dev.tandem.cli.command;

import dev.tandem.cli.run.Report;
import dev.tandem.cli.run.RunPlan;
import dev.tandem.optim.OneCycle;
import dev.tandem.spi.BackendInfo;
import dev.tandem.training.TrainingSpec;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a training says besides its progress. */
final class Messages {
  private Messages() {}

  private static String format(String form, Object... values) {
    return String.format(Locale.ROOT, form, values);
  }

  /** Returns the lines that a run starts with. */
  static String start(RunPlan plan, BackendInfo backend) {
    TrainingSpec spec = plan.start().spec();
    int finished = plan.start().progress().epoch();
    return format(
        "%s, %,d parameters; %s on %s, threads: %d%n"
            + "Recipe %s: %s%d epochs, batch %d, seed %d, %,d images of %s; output %s",
        spec.plan().model().name(),
        spec.plan().model().parameterCount(),
        backend.engine(),
        backend.device(),
        backend.threads(),
        plan.recipe(),
        finished == 0 ? "" : finished + " of ",
        spec.epochs(),
        spec.batchSize(),
        spec.seed(),
        plan.data().train().size(),
        plan.dataName(),
        plan.folder().path());
  }

  /** Returns what the user should know of a learning rate that has run out before the epochs do. */
  static Optional<String> beyondTheSchedule(RunPlan plan) {
    TrainingSpec spec = plan.start().spec();
    long batches = (plan.data().train().size() - 1L) / spec.batchSize() + 1;
    if (spec.schedule() instanceof OneCycle cycle && spec.epochs() * batches > cycle.steps()) {
      return Optional.of(
          format(
              "note: the run's learning rate cycle ends after epoch %d; later epochs go on at its"
                  + " last rate, %.2g",
              cycle.steps() / batches, cycle.at(cycle.steps())));
    }
    return Optional.empty();
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
  static String interrupted(RunPlan plan, List<String> flags) {
    return format(
        "%ninterrupted; the run is saved. Go on with:%n  tandem train --resume %s%s",
        quoted(plan.folder().path().toString()),
        flags.stream().map(flag -> " " + quoted(flag)).collect(Collectors.joining()));
  }

  /** Returns what a POSIX shell reads back as this text. */
  private static String quoted(String text) {
    return text.matches("[\\w./:+-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
