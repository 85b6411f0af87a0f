package dev.tandem.testkit;

import dev.tandem.spi.UnsupportedPlanException;
import java.util.Map;
import org.opentest4j.TestAbortedException;

/**
 * What a backend is known not to do. A case that needs a known gap must not pass, so that no gap
 * stays listed after it has been closed.
 *
 * <p>A feature ({@code LayerNorm}) that is a gap must be refused; a case ({@code layer: LayerNorm,
 * rows}) that is one may be refused or give wrong results.
 *
 * @param reasons by feature or by contract and case
 */
record KnownGaps(Map<String, String> reasons) {

  KnownGaps {
    reasons = Map.copyOf(reasons);
  }

  static String key(String contract, ContractCase contractCase) {
    return contract + ": " + contractCase.name();
  }

  /**
   * Runs a case.
   *
   * @throws TestAbortedException if it is a gap
   * @throws AssertionError if it is no gap and fails, or is one and works
   */
  void run(String contract, ContractCase contractCase, Bench bench) {
    String key = key(contract, contractCase);
    boolean named = reasons.containsKey(key);
    String gap =
        named
            ? key
            : contractCase.features().stream().filter(reasons::containsKey).findFirst().orElse("");
    try {
      contractCase.body().run(bench);
    } catch (UnsupportedPlanException e) {
      if (gap.isEmpty()) {
        throw new AssertionError(
            key + ": unsupported, and not listed in knownGaps(): " + e.getMessage(), e);
      }
      throw aborted(gap, e);
    } catch (AssertionError e) {
      if (named) {
        throw aborted(gap, e);
      }
      throw e;
    }
    if (!gap.isEmpty()) {
      throw new AssertionError(key + ": '" + gap + "' works now: remove it from knownGaps()");
    }
  }

  private TestAbortedException aborted(String gap, Throwable cause) {
    return new TestAbortedException("known gap " + gap + ": " + reasons.get(gap), cause);
  }
}
