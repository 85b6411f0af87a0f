package dev.tandem.optim;

import dev.tandem.model.ModelSpec;

/**
 * What a backend compiles: the network, what is minimised and how. Learning rate and dropout masks
 * are not part of it; they come with each step.
 */
public record TrainingPlan(ModelSpec model, LossSpec loss, OptimizerSpec optimizer) {
  /**
   * @throws IllegalArgumentException if the model's output is no row of class scores
   */
  public TrainingPlan {
    if (model.output().rank() != 1) {
      throw new IllegalArgumentException(
          "model "
              + model.name()
              + ": the loss needs an output [classes], got "
              + model.output()
              + "; end with Flatten and LogSoftmax.");
    }
  }
}
