package dev.tandem.cli;

import dev.tandem.cli.console.Console;
import dev.tandem.cli.console.ExitCode;
import dev.tandem.cli.console.Interruption;
import dev.tandem.cli.console.Stdout;
import dev.tandem.spi.Backends;

/** The process: {@code tandem} calls this. */
public final class Main {
  private Main() {}

  public static void main(String... args) {
    Interruption interruption = new Interruption();
    interruption.install();
    Stdout stdout = new Stdout();
    Console console = Console.system(stdout);
    int exitCode =
        Tandem.run(console, interruption, () -> new TandemModule(Backends.discover()), args);
    if (exitCode == ExitCode.OK && stdout.failure().isPresent()) {
      console.error("stdout: " + stdout.failure().get());
      exitCode = ExitCode.BAD_DATA;
    }
    interruption.finished(exitCode);
    System.exit(exitCode);
  }
}
