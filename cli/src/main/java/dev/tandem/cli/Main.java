package dev.tandem.cli;

import dev.tandem.cli.console.Console;
import dev.tandem.cli.console.Interruption;

/** The process: {@code tandem} calls this. */
public final class Main {
  private Main() {}

  public static void main(String... args) {
    Interruption interruption = new Interruption();
    interruption.install();
    int exitCode = Tandem.run(Console.system(), interruption, new TandemModule(), args);
    interruption.finished(exitCode);
    System.exit(exitCode);
  }
}
