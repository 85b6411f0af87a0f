package dev.tandem.reference;

import dev.tandem.data.Batch;
import dev.tandem.model.ModelState;
import dev.tandem.optim.Sgd;
import dev.tandem.optim.TrainingPlan;
import dev.tandem.spi.StepContext;
import dev.tandem.spi.StepResult;
import dev.tandem.spi.TrainingSession;

/** A model in training. What a step refuses, it refuses before anything has moved. */
final class ReferenceTrainingSession extends ReferenceSession implements TrainingSession {
  private final ReferenceLoss loss;
  private final ReferenceSgd optimizer;
  private long steps;

  ReferenceTrainingSession(
      ReferenceModel model, TrainingPlan plan, ModelState initial, Runnable requireBackendOpen) {
    super(model, requireBackendOpen);
    this.loss = plan.loss().accept(ReferenceLoss.compiler());
    this.optimizer =
        plan.optimizer().accept((Sgd spec) -> new ReferenceSgd(spec, model.trained(), initial));
    this.steps = initial.step();
  }

  @Override
  public StepResult trainStep(Batch batch, StepContext context) {
    requireOpen();
    context.requireFits(model.spec(), batch);
    double[] inputs = model.inputs(batch.inputs());
    Pass pass = Pass.training(context.masks());
    double[] outputs = model.forward(inputs, pass);
    double[] gradient = new double[outputs.length];
    double mean = loss.mean(outputs, batch.labels(), gradient);
    model.backward(gradient);
    optimizer.update(context.learningRate());
    steps++;
    return new StepResult(mean, model.outputs(outputs));
  }

  @Override
  public ModelState snapshot() {
    requireOpen();
    return new ModelState(model.snapshot(), optimizer.slots(), steps);
  }
}
