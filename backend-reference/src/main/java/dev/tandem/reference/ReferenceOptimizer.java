package dev.tandem.reference;

import dev.tandem.model.ModelState;
import dev.tandem.optim.OptimizerSpec;
import dev.tandem.tensor.HostTensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A compiled optimizer and its arrays. */
final class ReferenceOptimizer {
  private final UpdateRule rule;
  private final List<String> names;
  private final Map<Parameter, List<double[]>> arrays = new LinkedHashMap<>();

  /** Takes the optimizer's slots from the state; what it lacks starts at 0. */
  ReferenceOptimizer(
      OptimizerSpec spec, UpdateRule rule, List<Parameter> trained, ModelState initial) {
    this.rule = rule;
    this.names = spec.slots();
    for (Parameter p : trained) {
      List<double[]> slots = new ArrayList<>();
      for (String name : names) {
        HostTensor start = initial.slots().getOrDefault(name, Map.of()).get(p.spec.name());
        slots.add(start == null ? new double[p.values.length] : Parameter.widen(start));
      }
      arrays.put(p, slots);
    }
  }

  /**
   * Moves every parameter by its gradient.
   *
   * @param step number of this step, from 1
   */
  void update(long step, double learningRate) {
    arrays.forEach((p, slots) -> rule.move(p, slots, step, learningRate));
  }

  /** Rounds the arrays: slot name to parameter name to array. */
  Map<String, Map<String, HostTensor>> slots() {
    Map<String, Map<String, HostTensor>> rounded = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      Map<String, HostTensor> slot = new LinkedHashMap<>();
      for (Map.Entry<Parameter, List<double[]>> entry : arrays.entrySet()) {
        Parameter p = entry.getKey();
        slot.put(p.spec.name(), Parameter.round(p.spec.shape(), entry.getValue().get(i)));
      }
      rounded.put(names.get(i), slot);
    }
    return rounded;
  }
}
