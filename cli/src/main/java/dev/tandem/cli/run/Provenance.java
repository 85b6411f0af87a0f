package dev.tandem.cli.run;

import com.google.inject.Inject;
import dev.tandem.spi.BackendInfo;
import dev.tandem.training.RunRecord;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/** Writes down where a result comes from. */
public final class Provenance {
  private final Clock clock;

  @Inject
  Provenance(Clock clock) {
    this.clock = clock;
  }

  /** Returns the record of what begins now. */
  public RunRecord record(BackendInfo backend, Map<String, String> data, String recipe) {
    BuildInfo build = BuildInfo.load();
    return new RunRecord(
        build.version(),
        build.commit(),
        backend,
        join("os.name", "os.version", "os.arch"),
        Runtime.getRuntime().availableProcessors(),
        join("java.vm.vendor", "java.vm.name", "java.runtime.version"),
        data,
        recipe,
        DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
            OffsetDateTime.now(clock).truncatedTo(ChronoUnit.SECONDS)));
  }

  private static String join(String first, String second, String third) {
    return System.getProperty(first)
        + " "
        + System.getProperty(second)
        + " "
        + System.getProperty(third);
  }
}
