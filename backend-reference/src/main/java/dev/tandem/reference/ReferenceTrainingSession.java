package dev.tandem.reference;

import dev.tandem.data.Batch;
import dev.tandem.model.ModelState;
import dev.tandem.optim.TrainingPlan;
import dev.tandem.spi.StepContext;
import dev.tandem.spi.StepResult;
import dev.tandem.spi.TrainingSession;
import java.util.List;
import java.util.function.Consumer;

/** A model in training. What a step refuses, it refuses before anything has moved. */
final class ReferenceTrainingSession extends ReferenceSession implements TrainingSession {
  private final ReferenceLoss loss;
  private final Consumer<List<Parameter>> clipping;
  private final ReferenceOptimizer optimizer;
  private long steps;

  ReferenceTrainingSession(
      TrainingPlan plan, ModelState initial, Parts parts, Runnable requireBackendOpen) {
    super(new ReferenceModel(plan.model(), initial, parts), requireBackendOpen);
    this.loss = plan.loss().accept(parts.losses());
    this.clipping = plan.clipping().accept(parts.clippings());
    UpdateRule rule = plan.optimizer().accept(parts.optimizers());
    this.optimizer = new ReferenceOptimizer(plan.optimizer(), rule, model.trained(), initial);
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
    clipping.accept(model.trained());
    optimizer.update(context.step() + 1, context.learningRate());
    steps++;
    return new StepResult(mean, model.outputs(outputs));
  }

  @Override
  public ModelState snapshot() {
    requireOpen();
    return new ModelState(model.snapshot(), optimizer.slots(), steps);
  }
}
