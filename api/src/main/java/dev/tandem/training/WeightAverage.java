package dev.tandem.training;

import dev.tandem.tensor.HostTensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** A run's average of its weights; see {@link WeightAveraging}. */
final class WeightAverage {
  private final WeightAveraging spec;
  private Map<String, HostTensor> tensors;

  /**
   * @param tensors the average so far; empty before the first update
   */
  WeightAverage(WeightAveraging spec, Map<String, HostTensor> tensors) {
    this.spec = spec;
    this.tensors = tensors;
  }

  /** Returns whether the average moves after that many steps. */
  boolean isDue(long steps) {
    return !spec.isNone() && steps % spec.every() == 0;
  }

  void update(Map<String, HostTensor> weights) {
    if (tensors.isEmpty()) {
      tensors = weights;
      return;
    }
    Map<String, HostTensor> moved = new LinkedHashMap<>();
    weights.forEach(
        (name, weight) ->
            moved.put(name, mix(Objects.requireNonNull(tensors.get(name), name), weight)));
    tensors = moved;
  }

  private HostTensor mix(HostTensor average, HostTensor weight) {
    float[] mixed = new float[weight.values().length];
    for (int i = 0; i < mixed.length; i++) {
      mixed[i] =
          (float) (spec.decay() * average.values()[i] + (1 - spec.decay()) * weight.values()[i]);
    }
    return HostTensor.of(weight.shape(), mixed);
  }

  /** Returns the average so far; empty before the first update and without averaging. */
  Map<String, HostTensor> tensors() {
    return tensors;
  }
}
