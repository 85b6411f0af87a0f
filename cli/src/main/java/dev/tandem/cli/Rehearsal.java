package dev.tandem.cli;

import dev.tandem.cli.console.Console;
import dev.tandem.cli.console.Interruption;
import dev.tandem.cli.console.Stdout;
import dev.tandem.spi.Backends;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Runs the usual commands on next to nothing. The launcher lets the JVM remember the classes that
 * this loads, so that later starts are quick.
 */
final class Rehearsal {
  private Rehearsal() {}

  public static void main(String... args) throws IOException {
    Path folder = Files.createTempDirectory("tandem");
    String run = folder.resolve("run").toString();
    try {
      for (String command :
          List.of("--help", "train --limit 8 --epochs 1 --json --output " + run, "train --help")) {
        Tandem.run(
            Console.system(new Stdout()),
            new Interruption(),
            () -> new TandemModule(Backends.discover()),
            command.split(" ", -1));
      }
    } finally {
      delete(folder);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
