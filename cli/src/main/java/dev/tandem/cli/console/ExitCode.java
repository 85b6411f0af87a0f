package dev.tandem.cli.console;

/** What the exit code of the process says. Scripts rely on it: a number never changes meaning. */
public final class ExitCode {
  public static final int OK = 0;
  public static final int UNEXPECTED = 1;
  public static final int USAGE = 2;
  public static final int UNAVAILABLE = 3;
  public static final int BAD_DATA = 4;
  public static final int TARGET_MISSED = 5;
  public static final int INTERRUPTED = 130;

  private ExitCode() {}
}
