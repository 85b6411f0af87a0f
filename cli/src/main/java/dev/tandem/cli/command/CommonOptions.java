package dev.tandem.cli.command;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every command. */
final class CommonOptions {
  @Option(
      names = "--json",
      fallbackValue = "true",
      description = "Print one JSON document on stdout, all else on stderr.")
  boolean json;

  /** Read by {@link dev.tandem.cli.console.Settings} before all others. */
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Take options from a file of lines such as 'batch-size=128'.")
  @Nullable Path config;

  /** Read by {@link dev.tandem.cli.console.ErrorHandler}. */
  @Option(
      names = "--verbose",
      fallbackValue = "true",
      description = "Print stack traces of errors.")
  boolean verbose;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and exit.")
  boolean help;
}
