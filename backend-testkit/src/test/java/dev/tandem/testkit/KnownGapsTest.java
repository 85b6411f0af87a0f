package dev.tandem.testkit;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.spi.UnsupportedPlanException;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

class KnownGapsTest {
  private static final ContractCase.Body PASSES = bench -> {};
  private static final ContractCase.Body REFUSES =
      bench -> {
        throw new UnsupportedPlanException("toy", "layer 0 GELU[]");
      };
  private static final ContractCase.Body DIFFERS =
      bench -> {
        throw new AssertionError("off by 1");
      };

  private static void run(ContractCase.Body body, Map<String, String> gaps) {
    ContractCase contractCase = new ContractCase("GELU, rows", Set.of("GELU", "Sgd"), body);
    Bench bench = new Bench(new Tally("layer"), "GELU, rows", null, null, null, 1, false);
    new KnownGaps(gaps).run("layer", contractCase, bench);
  }

  @Test
  void withoutGapsACaseMustPass() {
    assertThatCode(() -> run(PASSES, Map.of("Tanh", "another layer"))).doesNotThrowAnyException();
    assertThatThrownBy(() -> run(DIFFERS, Map.of("Tanh", "another layer"))).hasMessage("off by 1");
    assertThatThrownBy(() -> run(REFUSES, Map.of("Tanh", "another layer")))
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith("layer: GELU, rows: unsupported, and not listed in knownGaps()");
  }

  @Test
  void aFeatureThatIsAGapMustBeRefused() {
    Map<String, String> gaps = Map.of("GELU", "the engine has only the tanh form");
    assertThatThrownBy(() -> run(REFUSES, gaps))
        .isInstanceOf(TestAbortedException.class)
        .hasMessage("known gap GELU: the engine has only the tanh form");
    assertThatThrownBy(() -> run(DIFFERS, gaps))
        .isInstanceOf(AssertionError.class)
        .hasMessage("off by 1");
  }

  @Test
  void aCaseThatIsAGapMayAlsoDiffer() {
    Map<String, String> gaps = Map.of("layer: GELU, rows", "rounds to half precision");
    assertThatThrownBy(() -> run(REFUSES, gaps)).isInstanceOf(TestAbortedException.class);
    assertThatThrownBy(() -> run(DIFFERS, gaps)).isInstanceOf(TestAbortedException.class);
  }

  @Test
  void aGapThatWorksFails() {
    for (String gap : new String[] {"GELU", "layer: GELU, rows"}) {
      assertThatThrownBy(() -> run(PASSES, Map.of(gap, "old")))
          .isInstanceOf(AssertionError.class)
          .hasMessage("layer: GELU, rows: '" + gap + "' works now: remove it from knownGaps()");
    }
  }
}
