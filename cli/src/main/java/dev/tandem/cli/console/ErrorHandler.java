package dev.tandem.cli.console;

import dev.tandem.data.DataException;
import dev.tandem.formats.FormatException;
import dev.tandem.spi.BackendException;
import dev.tandem.spi.BackendUnavailableException;
import dev.tandem.spi.UnsupportedPlanException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CancellationException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns every failure into one clear message and an exit code. */
public final class ErrorHandler implements IParameterExceptionHandler, IExecutionExceptionHandler {
  private final Console console;
  private final Settings settings;

  public ErrorHandler(Console console, Settings settings) {
    this.console = console;
    this.settings = settings;
  }

  @Override
  public int handleParseException(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    String origin =
        settings
            .origin(e.getArgSpec(), e.getValue())
            .map(from -> " (from " + from + ")")
            .orElse("");
    console.error(e.getMessage() + origin);
    UnmatchedArgumentException.printSuggestions(e, console.err());
    console.err().println("See '" + command.getCommandSpec().qualifiedName() + " --help'.");
    return ExitCode.USAGE;
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult result) {
    OptionSpec verbose = command.getCommandSpec().findOption("--verbose");
    return handle(e, verbose != null && Boolean.TRUE.equals(verbose.getValue()));
  }

  /** Reports a failure and returns its exit code. */
  public int handle(Throwable e, boolean verbose) {
    if (verbose) {
      e.printStackTrace(console.err());
    }
    int exitCode = exitCode(e);
    console.error(message(e, exitCode, verbose));
    return exitCode;
  }

  private static int exitCode(Throwable e) {
    if (e instanceof Failure failure) {
      return failure.exitCode();
    }
    if (e instanceof BackendUnavailableException || e instanceof UnsupportedPlanException) {
      return ExitCode.UNAVAILABLE;
    }
    if (e instanceof DataException
        || e instanceof FormatException
        || e instanceof IOException
        || e instanceof UncheckedIOException) {
      return ExitCode.BAD_DATA;
    }
    return e instanceof CancellationException ? ExitCode.INTERRUPTED : ExitCode.UNEXPECTED;
  }

  private static String message(Throwable e, int exitCode, boolean verbose) {
    if (e instanceof IOException error) {
      return IoErrors.describe(error);
    }
    if (e instanceof UncheckedIOException && e.getCause() instanceof IOException error) {
      return IoErrors.describe(error);
    }
    if (exitCode == ExitCode.UNEXPECTED && !(e instanceof BackendException)) {
      return "unexpected " + e + (verbose ? "" : "; --verbose shows where.");
    }
    return String.valueOf(e.getMessage());
  }
}
