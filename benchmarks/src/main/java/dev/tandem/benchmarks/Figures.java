package dev.tandem.benchmarks;

import java.util.Arrays;
import java.util.Locale;
import java.util.logging.Logger;

/** Several measurements of one thing. */
final class Figures {
  private static final Logger LOG = Logger.getLogger(Figures.class.getName());

  private Figures() {}

  /** Prints minimum, median and maximum on one line. */
  static void report(String what, double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    String line =
        String.format(
            Locale.ROOT,
            "%-44s min %8.2f   median %8.2f   max %8.2f",
            what,
            sorted[0],
            sorted[sorted.length / 2],
            sorted[sorted.length - 1]);
    LOG.info(line);
  }
}
