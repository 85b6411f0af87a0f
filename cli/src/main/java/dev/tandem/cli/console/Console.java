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
  public static Console system() {
    Integer columns = Integer.getInteger(COLUMNS);
    return new Console(
        utf8(FileDescriptor.out),
        utf8(FileDescriptor.err),
        System.getenv(),
        columns == null ? OptionalInt.empty() : OptionalInt.of(columns));
  }

  private static PrintStream utf8(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
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
