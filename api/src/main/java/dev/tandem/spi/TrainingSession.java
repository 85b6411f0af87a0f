package dev.tandem.spi;

import dev.tandem.data.Batch;
import dev.tandem.model.ModelState;

/** A model in training on a device. */
public interface TrainingSession extends InferenceSession {

  /**
   * Takes one step: forward in training mode, mean loss, gradients, optimizer, statistics.
   *
   * @param batch any size of at least 1; sizes may differ from step to step
   * @param context what varies from step to step
   * @return what the step computed before it moved the parameters
   * @throws IllegalArgumentException if the batch or the masks do not fit the model
   * @throws IllegalStateException if the session is closed
   * @throws BackendException if the engine fails
   */
  StepResult trainStep(Batch batch, StepContext context);

  /**
   * Copies the whole state to the heap: parameters, statistics, optimizer slots, number of steps.
   *
   * @throws IllegalStateException if the session is closed
   */
  ModelState snapshot();
}
