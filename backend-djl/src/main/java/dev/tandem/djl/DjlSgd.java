package dev.tandem.djl;

import ai.djl.ndarray.NDArray;
import dev.tandem.model.ModelState;
import dev.tandem.model.ParameterSpec;
import dev.tandem.optim.Sgd;
import dev.tandem.tensor.HostTensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@link Sgd}: {@code v = momentum * v + g; w -= learningRate * v}. */
final class DjlSgd implements DjlOptimizer {
  private record Trained(String name, NDArray weight, NDArray velocity) {}

  /** Held as an array: DJL makes one of every number it is given and leaves it to the collector. */
  private final NDArray momentum;

  private final boolean keepsVelocity;
  private final DjlDialect dialect;
  private final List<Trained> parameters = new ArrayList<>();

  DjlSgd(Sgd spec, DjlModel model, ModelState initial) {
    this.momentum = model.manager().create((float) spec.momentum());
    this.keepsVelocity = spec.momentum() != 0;
    this.dialect = model.dialect();
    Map<String, HostTensor> velocities = initial.slots().getOrDefault(Sgd.MOMENTUM, Map.of());
    for (ParameterSpec parameter : model.spec().parameters()) {
      if (parameter.trainable()) {
        HostTensor velocity = velocities.get(parameter.name());
        NDArray weight = model.array(parameter.name());
        weight.setRequiresGradient(true);
        parameters.add(
            new Trained(
                parameter.name(),
                weight,
                model.upload(velocity == null ? HostTensor.zeros(parameter.shape()) : velocity)));
      }
    }
  }

  @Override
  public void update(double learningRate) {
    for (Trained parameter : parameters) {
      try (NDArray gradient = parameter.weight().getGradient()) {
        parameter.velocity().muli(momentum).addi(gradient);
        dialect.subtract(parameter.weight(), parameter.velocity(), learningRate);
      }
      dialect.clearGradient(parameter.weight());
    }
  }

  @Override
  public Map<String, Map<String, HostTensor>> download() {
    Map<String, HostTensor> velocities = new LinkedHashMap<>();
    for (Trained parameter : parameters) {
      velocities.put(parameter.name(), DjlModel.download(parameter.velocity()));
    }
    return keepsVelocity ? Map.of(Sgd.MOMENTUM, velocities) : Map.of();
  }
}
