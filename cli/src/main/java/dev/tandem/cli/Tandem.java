package dev.tandem.cli;

import com.google.inject.Guice;
import com.google.inject.Module;
import dev.tandem.cli.command.BackendsCommand;
import dev.tandem.cli.command.Context;
import dev.tandem.cli.command.EvaluateCommand;
import dev.tandem.cli.command.ModelsCommand;
import dev.tandem.cli.command.PredictCommand;
import dev.tandem.cli.command.SummaryCommand;
import dev.tandem.cli.command.TrainCommand;
import dev.tandem.cli.console.Console;
import dev.tandem.cli.console.ErrorHandler;
import dev.tandem.cli.console.ExitCode;
import dev.tandem.cli.console.Interruption;
import dev.tandem.cli.console.Settings;
import dev.tandem.cli.run.BuildInfo;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;

/** The root of the command line. */
@Command(
    name = "tandem",
    mixinStandardHelpOptions = true,
    versionProvider = Tandem.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Trains, evaluates and runs small neural networks on several native engines.",
      "One model definition and one training loop; the engine is chosen by name."
    },
    footer = {
      "",
      "Examples:",
      "  tandem train --recipe quick",
      "  tandem evaluate --checkpoint runs/a/last.safetensors",
      "  tandem predict --checkpoint runs/a/last.safetensors digit.png",
      "",
      "Every option can also be set in the environment (TANDEM_BATCH_SIZE=128 for",
      "--batch-size 128) or in the file that --config names (batch-size=128). A flag",
      "wins over the environment, the environment over the file. NO_COLOR=1 turns",
      "colours off. 'tandem help COMMAND' says more."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      ExitCode.OK + ":done",
      ExitCode.UNEXPECTED + ":an unexpected error; --verbose shows where",
      ExitCode.USAGE + ":the command line, the environment or the config file is wrong",
      ExitCode.UNAVAILABLE + ":the backend or the device cannot be used here",
      ExitCode.BAD_DATA + ":data, an image or a checkpoint cannot be read or written",
      ExitCode.TARGET_MISSED + ":--target-accuracy was missed",
      ExitCode.INTERRUPTED + ":interrupted; the run is saved"
    })
public final class Tandem {
  private Tandem() {}

  /**
   * Runs one command.
   *
   * @param module what the commands are given; made, and Guice started, only when one asks, because
   *     help must be quick
   * @return the exit code
   */
  public static int run(
      Console console, Interruption interruption, Supplier<Module> module, String... args) {
    ErrorHandler unset = new ErrorHandler(console, Settings.none());
    try {
      Settings settings = Settings.load(console.environment(), args);
      Context context =
          new Context(
              console, interruption, Context.once(() -> Guice.createInjector(module.get())));
      CommandLine line = line(context, settings);
      settings.requireKnown(line);
      return line.execute(args);
    } catch (RuntimeException | Error e) {
      // Errors too: one from an engine's native code is worth a clear line
      return unset.handle(e, List.of(args).contains("--verbose"));
    }
  }

  private static CommandLine line(Context context, Settings settings) {
    ErrorHandler errors = new ErrorHandler(context.console(), settings);
    return new CommandLine(new Tandem())
        .addSubcommand(new TrainCommand(context))
        .addSubcommand(new EvaluateCommand(context))
        .addSubcommand(new PredictCommand(context))
        .addSubcommand(new SummaryCommand(context))
        .addSubcommand(new ModelsCommand(context))
        .addSubcommand(new BackendsCommand(context))
        .addSubcommand(new GenerateCompletion())
        .addSubcommand(new HelpCommand())
        .setDefaultValueProvider(settings)
        .setParameterExceptionHandler(errors)
        .setExecutionExceptionHandler(errors)
        .setExpandAtFiles(false)
        .setOut(writer(context.console().out()))
        .setErr(writer(context.console().err()));
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
  }

  /** Version and commit. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      BuildInfo build = BuildInfo.load();
      return new String[] {"tandem " + build.version() + " (commit " + build.commit() + ")"};
    }
  }
}
