package dev.tandem.testkit;

import dev.tandem.model.ModelState;
import dev.tandem.random.RandomStreams;
import dev.tandem.spi.Backend;
import dev.tandem.tensor.HostTensor;
import java.util.Map;
import java.util.function.Supplier;

/** What one case works with: both backends, random values, and the comparison of what they give. */
final class Bench {
  private final Tally tally;
  private final String name;
  private final Backend tested;
  private final Backend reference;
  private final Supplier<Backend> opening;
  private final Samples samples;
  private final boolean resumesExactly;

  Bench(
      Tally tally,
      String name,
      Backend tested,
      Backend reference,
      Supplier<Backend> opening,
      long seed,
      boolean resumesExactly) {
    this.tally = tally;
    this.name = name;
    this.tested = tested;
    this.reference = reference;
    this.opening = opening;
    this.samples = new Samples(new RandomStreams(seed));
    this.resumesExactly = resumesExactly;
  }

  /** Returns the backend under test, watched; do not close it. */
  Backend tested() {
    return tested;
  }

  Backend reference() {
    return reference;
  }

  /** Opens the backend under test once more; close it. */
  Backend open() {
    return opening.get();
  }

  Samples samples() {
    return samples;
  }

  /** Returns whether the backend claims to resume bit for bit. */
  boolean resumesExactly() {
    return resumesExactly;
  }

  void near(String what, double actual, double expected, Tolerance tolerance) {
    near(Difference.of(what, actual, expected, tolerance));
  }

  void near(String what, HostTensor actual, HostTensor expected, Tolerance tolerance) {
    near(Difference.worst(what, actual, expected, tolerance));
  }

  void near(
      String what,
      Map<String, HostTensor> actual,
      Map<String, HostTensor> expected,
      Tolerance tolerance) {
    near(Difference.worst(what, actual, expected, tolerance));
  }

  /** Compares parameters, statistics and slots. */
  void near(
      String what, ModelState actual, ModelState expected, Tolerance tensors, Tolerance slots) {
    near(what, actual.tensors(), expected.tensors(), tensors);
    require(
        actual.slots().keySet().equals(expected.slots().keySet()),
        what
            + ": expected slots "
            + expected.slots().keySet()
            + ", got "
            + actual.slots().keySet());
    expected
        .slots()
        .forEach(
            (slot, arrays) ->
                near(
                    what + " slot " + slot,
                    actual.slots().getOrDefault(slot, Map.of()),
                    arrays,
                    slots));
  }

  /** Fails if the difference is too large; keeps it for the report in any case. */
  void near(Difference difference) {
    tally.add(name, difference);
    require(difference.share() <= 1, difference.toString());
  }

  void require(boolean holds, String message) {
    if (!holds) {
      throw new AssertionError(
          "contract "
              + tally.contract()
              + ", "
              + name
              + " (seed "
              + samples.streams().seed()
              + "): "
              + message);
    }
  }
}
