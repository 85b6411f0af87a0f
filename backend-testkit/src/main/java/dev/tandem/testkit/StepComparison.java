package dev.tandem.testkit;

import dev.tandem.tensor.HostTensor;
import dev.tandem.testkit.TrajectoryContract.Stepped;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Compares the steps of a trajectory. In a few of them, never in the first, a near tie may have
 * fallen otherwise; there the optimizer's slots, which show the gradients, get a wide bound.
 */
final class StepComparison {
  private final Bench bench;
  private final String kind;
  private final int flipsAllowed;
  private int flips;

  /**
   * @param kind of the steps, for messages
   */
  StepComparison(Bench bench, String kind, int steps) {
    this.bench = bench;
    this.kind = kind;
    // measured: 5 of 120 steps of TensorFlow, 2 of them within five; all others below 0.2 of the
    // bound
    this.flipsAllowed = Math.max(2, steps / 5);
  }

  /** Compares a step that both took from one state. */
  void sameState(long step, Stepped actual, Stepped expected) {
    String after = "step " + step + " " + kind + ",";
    bench.near(after + " loss", actual.loss(), expected.loss(), Tolerances.STEP_LOSS);
    Difference slots = Difference.NONE;
    for (Map.Entry<String, Map<String, HostTensor>> slot : expected.state().slots().entrySet()) {
      Map<String, HostTensor> theirs = actual.state().slots().getOrDefault(slot.getKey(), Map.of());
      String what = after + " slot " + slot.getKey();
      slots = slots.or(Difference.worst(what, theirs, slot.getValue(), Tolerances.STEP_SLOTS));
    }
    Map<String, HostTensor> trained = expected.state().slots().values().iterator().next();
    bench.near(
        after + " statistic",
        without(actual.state().tensors(), trained),
        without(expected.state().tensors(), trained),
        Tolerances.STEP_STATISTICS);
    if (slots.share() > 1 && step > 0) {
      flip(after, slots, actual, expected);
      return;
    }
    bench.near(slots);
    bench.near(
        after, actual.state().tensors(), expected.state().tensors(), Tolerances.STEP_PARAMETERS);
  }

  private void flip(String after, Difference slots, Stepped actual, Stepped expected) {
    flips++;
    bench.require(
        flips <= flipsAllowed,
        flips + " steps in which a near tie would have to have fallen otherwise; now " + slots);
    expected
        .state()
        .slots()
        .forEach(
            (slot, arrays) ->
                bench.near(
                    after + " after a near tie, slot " + slot,
                    actual.state().slots().getOrDefault(slot, Map.of()),
                    arrays,
                    Tolerances.FLIPPED_SLOTS));
  }

  private static Map<String, HostTensor> without(
      Map<String, HostTensor> tensors, Map<String, HostTensor> trained) {
    Map<String, HostTensor> rest = new LinkedHashMap<>(tensors);
    rest.keySet().removeAll(trained.keySet());
    return rest;
  }
}
