package dev.tandem.reference;

import dev.tandem.model.ModelState;
import dev.tandem.optim.Sgd;
import dev.tandem.tensor.HostTensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@link Sgd}: {@code v = momentum * v + g; w -= learningRate * v}. */
final class ReferenceSgd {
  private final double momentum;
  private final Map<Parameter, double[]> velocities = new LinkedHashMap<>();

  ReferenceSgd(Sgd spec, List<Parameter> trained, ModelState initial) {
    this.momentum = spec.momentum();
    Map<String, HostTensor> slot = initial.slots().getOrDefault(Sgd.MOMENTUM, Map.of());
    for (Parameter p : trained) {
      HostTensor start = slot.get(p.spec.name());
      velocities.put(p, start == null ? new double[p.values.length] : Parameter.widen(start));
    }
  }

  /** Moves every parameter by its gradient. */
  void update(double learningRate) {
    velocities.forEach(
        (p, v) -> {
          for (int i = 0; i < v.length; i++) {
            v[i] = momentum * v[i] + p.gradient[i];
            p.values[i] -= learningRate * v[i];
          }
        });
  }

  /** Rounds the velocities: slot name to parameter name to array. */
  Map<String, Map<String, HostTensor>> slots() {
    Map<String, HostTensor> slot = new LinkedHashMap<>();
    velocities.forEach((p, v) -> slot.put(p.spec.name(), Parameter.round(p.spec.shape(), v)));
    return momentum == 0 ? Map.of() : Map.of(Sgd.MOMENTUM, slot);
  }
}
