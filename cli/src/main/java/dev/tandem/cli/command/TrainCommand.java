package dev.tandem.cli.command;

import dev.tandem.cli.console.ExitCode;
import dev.tandem.cli.console.Failure;
import dev.tandem.cli.progress.EpochLines;
import dev.tandem.cli.progress.ProgressView;
import dev.tandem.cli.run.Report;
import dev.tandem.cli.run.RunFolder;
import dev.tandem.cli.run.RunPlan;
import dev.tandem.cli.run.Training;
import dev.tandem.spi.Backend;
import dev.tandem.training.Cancellation;
import dev.tandem.training.TrainingListener;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** {@code tandem train}. */
@Command(
    name = "train",
    sortOptions = false,
    description = {
      "Trains a network, tests it after each epoch and saves it.",
      "Ctrl-C saves the run where it is; --resume goes on from there."
    },
    footer = {
      "",
      "Examples:",
      "  tandem train",
      "      MNIST-Medium with the seed's recipe: 19 epochs",
      "  tandem train --recipe quick --target-accuracy 99",
      "      99 %% on the test set in a few epochs, exit code 5 if missed",
      "  tandem train --model mnist-small --epochs 3 --lr 0.05 --seed 7 --output runs/a",
      "  tandem train --resume runs/a --epochs 5",
      "      two more epochs of that run"
    })
public final class TrainCommand implements Callable<Integer> {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

  /** With --resume the run itself knows these. */
  private static final List<String> FIXED_BY_THE_RUN =
      List.of(
          "--model",
          "--recipe",
          "--batch-size",
          "--lr",
          "--seed",
          "--validation",
          "--limit",
          "--output");

  /** These belong to the machine, and are wanted again with --resume. */
  private static final List<String> NOT_IN_THE_RUN =
      List.of("--backend", "--device", "--threads", "--deterministic", "--data");

  private final Context context;

  @Mixin private RecipeOptions options = new RecipeOptions();
  @Mixin private EngineOptions engine = new EngineOptions();
  @Mixin private DataOptions data = new DataOptions();

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "New folder for the results. Default: runs/MODEL-TIME.")
  private @Nullable Path output;

  @Option(
      names = "--resume",
      paramLabel = "DIR",
      description =
          "Go on with the run in this folder, on any backend. Its own settings stand, whatever"
              + " environment and config file say; only --epochs may give a new total.")
  private @Nullable Path resume;

  @Option(
      names = "--target-accuracy",
      paramLabel = "PERCENT",
      converter = Converters.Percent.class,
      description = "Exit with 5 if the test accuracy ends up lower, such as 99.2.")
  private @Nullable Double targetAccuracy;

  @Option(names = "--quiet", fallbackValue = "true", description = "Print the result only.")
  private boolean quiet;

  @Mixin private CommonOptions common = new CommonOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  public TrainCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    RunPlan plan = resume == null ? fresh() : resumed(new RunFolder(resume));
    try (Backend backend = engine.open(context)) {
      log(Messages.start(plan, backend.info()));
      Messages.beyondTheSchedule(plan).ifPresent(this::log);
      Report report = train(plan, backend);
      log(Messages.files(plan, report));
      if (common.json) {
        context.printJson(report);
      } else {
        context.console().out().println(Messages.result(report));
      }
      return judge(report);
    } catch (CancellationException e) {
      context.console().err().println(Messages.interrupted(plan, kept()));
      return ExitCode.INTERRUPTED;
    }
  }

  private RunPlan fresh() {
    String stamp = STAMP.format(LocalDateTime.now(context.get(Clock.class)));
    Path unique = Path.of("runs", options.model.id() + "-" + stamp);
    RunFolder folder = new RunFolder(output == null ? unique : output);
    folder.requireFree();
    int limit = options.limit == null ? 0 : options.limit;
    return RunPlan.fresh(options.model, options.resolve(), limit, data.load(), folder);
  }

  private RunPlan resumed(RunFolder folder) {
    ParseResult flags = spec.commandLine().getParseResult();
    for (String option : FIXED_BY_THE_RUN) {
      if (flags.hasMatchedOption(option)) {
        throw Failure.usage(
            "%s cannot be changed with --resume: it would be another run".formatted(option));
      }
    }
    Integer epochs = flags.hasMatchedOption("--epochs") ? options.epochs : null;
    return RunPlan.resumed(epochs, data::load, folder);
  }

  private Report train(RunPlan plan, Backend backend) throws IOException {
    Cancellation cancellation = context.interruption().cancellation();
    int epochs = plan.start().spec().epochs();
    try (ProgressView view = ProgressView.of(context.console(), epochs, quiet)) {
      List<TrainingListener> listeners = new ArrayList<>(List.of(view)); // closes the bar first
      if (!quiet) {
        listeners.add(new EpochLines(log()));
      }
      return context.get(Training.class).run(plan, backend, listeners, cancellation);
    }
  }

  private int judge(Report report) {
    Report.Measures test = report.test();
    if (targetAccuracy == null || (test != null && 100 * test.accuracy() >= targetAccuracy)) {
      return ExitCode.OK;
    }
    context.console().error("test accuracy is below --target-accuracy " + targetAccuracy + " %");
    return ExitCode.TARGET_MISSED;
  }

  /** Returns the flags that a resumed run needs again. */
  private List<String> kept() {
    ParseResult flags = spec.commandLine().getParseResult();
    List<String> kept = new ArrayList<>();
    for (OptionSpec option : flags.matchedOptions()) {
      if (NOT_IN_THE_RUN.contains(option.longestName())) {
        kept.add(option.longestName());
        kept.addAll(option.arity().max() == 0 ? List.of() : option.originalStringValues());
      }
    }
    return kept;
  }

  /** Stdout is for the document alone if there is to be one. */
  private PrintStream log() {
    return common.json ? context.console().err() : context.console().out();
  }

  private void log(String text) {
    if (!quiet) {
      log().println(text);
    }
  }
}
