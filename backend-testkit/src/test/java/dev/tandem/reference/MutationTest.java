package dev.tandem.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import dev.tandem.spi.BackendProvider;
import dev.tandem.testkit.ProtocolException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

/** Every known way to get it wrong is caught by the contract that is there for it. */
class MutationTest {

  static Stream<Mutant> mutants() {
    return Stream.of(
            LayerMutants.all(),
            ConvolutionMutants.all(),
            DropoutMutants.all(),
            RuleMutants.all(),
            SessionMutants.all())
        .flatMap(List::stream);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mutants")
  void isCaught(Mutant mutant) {
    List<Throwable> failures =
        run(mutant.contract(), mutant).failed().stream().map(MutationTest::cause).toList();
    assertThat(failures).as("failed cases").isNotEmpty();
    assertThat(failures)
        .as("by a contract, not by an accident")
        .allMatch(e -> e instanceof AssertionError || e instanceof ProtocolException);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "lifecycle",
        "layer",
        "gradient",
        "optimizer",
        "batchNorm",
        "dropout",
        "clipping",
        "trajectory"
      })
  void passesWithoutAFault(String contract) {
    Events tests = run(contract, new ReferenceBackendProvider());
    assertThat(tests.failed().count()).isZero();
    assertThat(tests.succeeded().count()).isPositive();
  }

  private static Throwable cause(Event failed) {
    return failed.getRequiredPayload(TestExecutionResult.class).getThrowable().orElseThrow();
  }

  private static Events run(String contract, BackendProvider provider) {
    MutantContract.provider = provider;
    return EngineTestKit.engine("junit-jupiter")
        .selectors(selectMethod(MutantContract.class, contract))
        .execute()
        .testEvents();
  }
}
