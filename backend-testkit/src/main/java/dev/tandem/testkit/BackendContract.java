package dev.tandem.testkit;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.reference.ReferenceBackendProvider;
import dev.tandem.spi.Backend;
import dev.tandem.spi.BackendInfo;
import dev.tandem.spi.BackendOptions;
import dev.tandem.spi.BackendProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.opentest4j.TestAbortedException;

/**
 * What every backend must do. A backend's test extends it and names its provider:
 *
 * <pre>
 * class MyContractTest extends BackendContract {
 *   &#64;Override
 *   protected BackendProvider provider() {
 *     return new MyBackendProvider();
 *   }
 * }
 * </pre>
 *
 * <p>Each contract is a method and runs alone with {@code -Dtest=MyContractTest#optimizer}. Random
 * values come from the seed that {@code -Dtandem.contract.seed} sets. What was measured is printed
 * at the end and written to {@code target/contract}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class BackendContract {
  private final List<Tally> tallies = new ArrayList<>();
  private @Nullable Backend tested;
  private @Nullable Backend reference;

  /** Returns the backend to test. */
  protected abstract BackendProvider provider();

  /** Returns how it is opened: on one thread of the processor, for the same bits every time. */
  protected BackendOptions options() {
    return BackendOptions.defaults().withThreads(1).withDeterministic(true);
  }

  /**
   * Returns what the backend is known not to do, with the reasons: a feature by the simple name of
   * its class ({@code LayerNorm}), which it must refuse with {@link
   * dev.tandem.spi.UnsupportedPlanException}, or one case by contract and name ({@code "layer:
   * LayerNorm, rows"}). Such cases are skipped, never passed; once they work they fail.
   */
  protected Map<String, String> knownGaps() {
    return Map.of();
  }

  /** Returns whether a run that goes on from a snapshot gives the uninterrupted run's very bits. */
  protected boolean resumesExactly() {
    return false;
  }

  /** Returns the seed of every random value. */
  protected long seed() {
    return Long.getLong("tandem.contract.seed", 1);
  }

  /** Returns the number of steps of a trajectory, at least 1. */
  protected int trajectorySteps() {
    return Integer.getInteger("tandem.contract.steps", 20);
  }

  /** Makes known what was measured: prints it and writes it to {@code target/contract}. */
  protected void publish(ContractReport report) throws IOException {
    System.out.print(report);
    report.write(Path.of("target", "contract"));
  }

  @BeforeAll
  final void open() {
    tested = openTested();
    reference = new ReferenceBackendProvider().open(BackendOptions.defaults().withThreads(1));
  }

  private Backend openTested() {
    return CheckingBackend.of(provider().open(options()));
  }

  @AfterAll
  final void close() throws IOException {
    try (Backend first = requireNonNull(tested);
        Backend second = requireNonNull(reference)) {
      requireNonNull(second);
      publish(
          ContractReport.of(first.info(), seed(), tallies.stream().map(Tally::result).toList()));
    }
  }

  @TestFactory
  final Stream<DynamicTest> lifecycle() {
    return tests("lifecycle");
  }

  @TestFactory
  final Stream<DynamicTest> layer() {
    return tests("layer");
  }

  @TestFactory
  final Stream<DynamicTest> gradient() {
    return tests("gradient");
  }

  @TestFactory
  final Stream<DynamicTest> optimizer() {
    return tests("optimizer");
  }

  @TestFactory
  final Stream<DynamicTest> batchNorm() {
    return tests("batchNorm");
  }

  @TestFactory
  final Stream<DynamicTest> dropout() {
    return tests("dropout");
  }

  @TestFactory
  final Stream<DynamicTest> clipping() {
    return tests("clipping");
  }

  @TestFactory
  final Stream<DynamicTest> trajectory() {
    return tests("trajectory");
  }

  @Test
  final void infoSaysWhatRuns() {
    BackendInfo info = requireNonNull(tested).info();
    assertThat(info.id()).isEqualTo(provider().id());
    assertThat(info.engine()).isNotBlank();
    assertThat(info.device()).isEqualTo(options().device());
    assertThat(info.threads()).isBetween(1, options().threads());
  }

  /** A gap under a wrong name would excuse nothing, or hide that it was closed. */
  @Test
  final void everyKnownGapNamesAFeatureOrACase() {
    Set<String> unknown = new TreeSet<>(knownGaps().keySet());
    contracts()
        .forEach(
            (contract, cases) ->
                cases.forEach(
                    c -> {
                      unknown.remove(KnownGaps.key(contract, c));
                      unknown.removeAll(c.features());
                    }));
    assertThat(unknown).as("keys of knownGaps() that name no feature and no case").isEmpty();
  }

  private Map<String, List<ContractCase>> contracts() {
    return Contracts.all(seed(), trajectorySteps());
  }

  private Stream<DynamicTest> tests(String contract) {
    Tally tally = new Tally(contract);
    tallies.add(tally);
    return requireNonNull(contracts().get(contract)).stream()
        .map(c -> DynamicTest.dynamicTest(c.name(), () -> run(tally, c)));
  }

  private void run(Tally tally, ContractCase contractCase) {
    Bench bench =
        new Bench(
            tally,
            contractCase.name(),
            requireNonNull(tested),
            requireNonNull(reference),
            this::openTested,
            seed(),
            resumesExactly());
    boolean passed = false;
    try {
      new KnownGaps(knownGaps()).run(tally.contract(), contractCase, bench);
      passed = true;
      tally.passed();
    } catch (TestAbortedException e) {
      passed = true;
      tally.gap();
      throw e;
    } finally {
      if (!passed) {
        tally.failed();
      }
    }
  }
}
