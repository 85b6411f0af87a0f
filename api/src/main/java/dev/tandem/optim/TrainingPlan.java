package dev.tandem.optim;

import dev.tandem.model.ModelSpec;

/**
 * What a backend compiles: the network, what is minimised and how. Learning rate and dropout masks
 * are not part of it; they come with each step.
 *
 * @param model the network; its output is a row of class scores
 * @param loss what is minimised
 * @param optimizer how the gradients move the parameters
 * @param clipping what happens to the gradients before
 */
public record TrainingPlan(
    ModelSpec model, LossSpec loss, OptimizerSpec optimizer, GradientClipping clipping) {
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

  /** Returns the plan that leaves gradients as they are. */
  public static TrainingPlan of(ModelSpec model, LossSpec loss, OptimizerSpec optimizer) {
    return new TrainingPlan(model, loss, optimizer, new GradientClipping.None());
  }

  public TrainingPlan withClipping(GradientClipping newClipping) {
    return new TrainingPlan(model, loss, optimizer, newClipping);
  }
}
