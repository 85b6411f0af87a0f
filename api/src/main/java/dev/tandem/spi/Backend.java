package dev.tandem.spi;

import dev.tandem.model.ModelSpec;
import dev.tandem.model.ModelState;
import dev.tandem.optim.TrainingPlan;

/** An engine that is loaded and bound to a device. Closing it closes its sessions. */
public interface Backend extends AutoCloseable {

  /** Returns what is really running. */
  BackendInfo info();

  /**
   * Makes a session that trains, starting from a state: the initial one or a checkpoint's.
   *
   * @throws IllegalArgumentException if the state does not belong to the plan's model
   * @throws UnsupportedPlanException if the backend has no way to compute a part of the plan
   * @throws IllegalStateException if the backend is closed
   * @throws BackendException if the engine fails
   */
  TrainingSession compile(TrainingPlan plan, ModelState initial);

  /**
   * Makes a session that only predicts; needs no loss and no optimizer.
   *
   * @throws IllegalArgumentException if the state does not belong to the model
   * @throws UnsupportedPlanException if the backend has no way to compute a part of the model
   * @throws IllegalStateException if the backend is closed
   * @throws BackendException if the engine fails
   */
  InferenceSession load(ModelSpec model, ModelState state);

  @Override
  void close();
}
