package dev.tandem.cli.console;

/** Ends a command with an exit code and one message for the user. */
public final class Failure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int exitCode;

  private Failure(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  /** What was asked for cannot be: the message names the option. */
  public static Failure usage(String message) {
    return new Failure(ExitCode.USAGE, message);
  }

  /** A file, a data set or a checkpoint cannot be used. */
  public static Failure badData(String message) {
    return new Failure(ExitCode.BAD_DATA, message);
  }

  /** Returns the exit code that the process ends with. */
  public int exitCode() {
    return exitCode;
  }
}
