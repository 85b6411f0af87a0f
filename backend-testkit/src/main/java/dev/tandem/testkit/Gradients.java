package dev.tandem.testkit;

import dev.tandem.data.Batch;
import dev.tandem.model.ModelState;
import dev.tandem.model.ParameterSpec;
import dev.tandem.optim.TrainingPlan;
import dev.tandem.spi.Backend;
import dev.tandem.spi.StepContext;
import dev.tandem.spi.TrainingSession;
import dev.tandem.tensor.HostTensor;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one step of plain descent at learning rate 1 found.
 *
 * @param loss mean loss
 * @param arrays gradient of each trained parameter
 */
record Gradients(double loss, Map<String, HostTensor> arrays) {

  static Gradients of(
      Backend backend, TrainingPlan plan, ModelState state, Batch batch, StepContext context) {
    try (TrainingSession session = backend.compile(plan, state)) {
      double loss = session.trainStep(batch, context).loss();
      ModelState after = session.snapshot();
      Map<String, HostTensor> arrays = new LinkedHashMap<>();
      for (ParameterSpec parameter : plan.model().parameters()) {
        if (parameter.trainable()) {
          String name = parameter.name();
          arrays.put(name, minus(state.tensor(name), after.tensor(name)));
        }
      }
      return new Gradients(loss, arrays);
    }
  }

  /** Returns the root of the sum of all squares. */
  double norm() {
    double squares = 0;
    for (HostTensor array : arrays.values()) {
      for (float value : array.values()) {
        squares += (double) value * value;
      }
    }
    return Math.sqrt(squares);
  }

  /** Returns the largest absolute value. */
  double largest() {
    double largest = 0;
    for (HostTensor array : arrays.values()) {
      for (float value : array.values()) {
        largest = Math.max(largest, Math.abs((double) value));
      }
    }
    return largest;
  }

  private static HostTensor minus(HostTensor before, HostTensor after) {
    HostTensor difference = HostTensor.zeros(before.shape());
    for (int i = 0; i < difference.values().length; i++) {
      difference.values()[i] = before.values()[i] - after.values()[i];
    }
    return difference;
  }
}
