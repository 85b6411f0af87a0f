package dev.tandem.cli.console;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The process's surroundings, so that tests can have their own.
 *
 * @param out results
 * @param err everything else
 * @param environment the environment variables
 * @param columns width of the terminal that {@code err} is; empty if it is none
 */
public record Console(
    PrintStream out, PrintStream err, Map<String, String> environment, OptionalInt columns) {
  /** Set by the launcher: the JVM cannot tell whether stderr is a terminal. */
  private static final String COLUMNS = "tandem.columns";

  /** Returns the surroundings of this process. */
  public static Console system(Stdout stdout) {
    Integer columns = Integer.getInteger(COLUMNS);
    return new Console(
        new PrintStream(stdout, true, StandardCharsets.UTF_8),
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
        System.getenv(),
        columns == null ? OptionalInt.empty() : OptionalInt.of(columns));
  }

  /** Returns whether the user wants no colours, as no-color.org defines it. */
  public boolean plain() {
    return !environment.getOrDefault("NO_COLOR", "").isEmpty();
  }

  /** Prints the one line that says why a command failed. */
  public void error(String message) {
    err.println("tandem: error: " + message);
  }
}
