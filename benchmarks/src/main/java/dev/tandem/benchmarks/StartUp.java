package dev.tandem.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;

/**
 * Seconds from typing a command to what the user waits for: the help text, and the first training
 * step. The launcher must have built already; run it in the project's root.
 *
 * <p>Arguments: runs of each (9).
 */
public final class StartUp {
  private StartUp() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    int runs = args.length > 0 ? Integer.parseInt(args[0]) : 9;
    Path output = Files.createTempDirectory("tandem-startup");
    double[] help = new double[runs];
    double[] step = new double[runs];
    seconds(line -> false, "--help");
    for (int run = 0; run < runs; run++) {
      help[run] = seconds(line -> false, "--help");
      step[run] =
          seconds(
              line -> line.contains("step 1/"), "train", "--output", output.resolve("" + run) + "");
    }
    Figures.report("./tandem --help, s", help);
    Figures.report("./tandem train to its first step, s", step);
  }

  /** Runs a command until a line of its output is found, or to its end if none is. */
  private static double seconds(Predicate<String> found, String... command)
      throws IOException, InterruptedException {
    String[] words = new String[command.length + 1];
    words[0] = "./tandem";
    System.arraycopy(command, 0, words, 1, command.length);
    long start = System.nanoTime();
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    try (BufferedReader reader = process.inputReader()) {
      String line = reader.readLine();
      while (line != null && !found.test(line)) {
        line = reader.readLine();
      }
      double elapsed = (System.nanoTime() - start) / 1e9;
      process.destroy();
      process.waitFor();
      return elapsed;
    }
  }
}
