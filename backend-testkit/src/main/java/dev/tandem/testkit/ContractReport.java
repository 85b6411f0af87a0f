package dev.tandem.testkit;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.tandem.spi.BackendInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * What a run of the contracts measured.
 *
 * @param id the backend's id
 * @param engine its engine's name and version
 * @param device the device really used
 * @param threads processor threads really used
 * @param seed of every random value
 * @param contracts those that were run
 */
public record ContractReport(
    String id, String engine, String device, int threads, long seed, List<Contract> contracts) {

  public ContractReport {
    contracts = List.copyOf(contracts);
  }

  /**
   * One contract.
   *
   * @param name of the contract
   * @param cases passed
   * @param gaps cases that are known gaps; they count as not passed
   * @param failed cases that failed
   * @param maxAbsolute greatest difference from the reference
   * @param maxShare greatest difference as a share of what is allowed there
   * @param worstCase where the greatest share occurred
   */
  public record Contract(
      String name,
      int cases,
      int gaps,
      int failed,
      double maxAbsolute,
      double maxShare,
      String worstCase) {}

  static ContractReport of(BackendInfo info, long seed, List<Contract> contracts) {
    return new ContractReport(
        info.id(), info.engine(), info.device().toString(), info.threads(), seed, contracts);
  }

  /** Writes the file {@code <id>.json} into a folder, which is made if needed. */
  void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    new ObjectMapper()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .writeValue(folder.resolve(id + ".json").toFile(), this);
  }

  /** Returns a table, one line a contract. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "contracts of %s, %s on %s with %d threads, seed %d%n",
            id,
            engine,
            device,
            threads,
            seed));
    for (Contract c : contracts) {
      text.append(
          String.format(
              Locale.ROOT,
              "  %-10s %3d passed, %d gaps, %d failed; off by up to %.1e, %.2f of the allowed: %s%n",
              c.name(),
              c.cases(),
              c.gaps(),
              c.failed(),
              c.maxAbsolute(),
              c.maxShare(),
              c.worstCase()));
    }
    return text.toString();
  }
}
