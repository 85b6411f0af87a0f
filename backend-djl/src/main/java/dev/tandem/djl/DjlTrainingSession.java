package dev.tandem.djl;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.training.GradientCollector;
import dev.tandem.data.Batch;
import dev.tandem.data.DropoutMask;
import dev.tandem.model.Dropout;
import dev.tandem.model.LayerNode;
import dev.tandem.model.ModelState;
import dev.tandem.optim.TrainingPlan;
import dev.tandem.spi.BackendInfo;
import dev.tandem.spi.StepContext;
import dev.tandem.spi.StepResult;
import dev.tandem.spi.TrainingSession;
import dev.tandem.tensor.HostTensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A model in training: everything a step allocates is freed with the step's own manager. */
final class DjlTrainingSession implements TrainingSession {
  private final Engine engine;
  private final DjlModel model;
  private final DjlLoss loss;
  private final DjlOptimizer optimizer;
  private final List<NDArray> scales = new ArrayList<>();
  private final SessionGuard guard;
  private long steps;

  DjlTrainingSession(
      Engine engine, DjlModel model, TrainingPlan plan, ModelState initial, BackendInfo info) {
    this.engine = engine;
    this.model = model;
    int classes = plan.model().output().size();
    this.loss = plan.loss().accept(new DjlLoss.Compiler(model.manager(), classes));
    this.optimizer = new DjlOptimizer(plan, model, initial);
    for (LayerNode layer : plan.model().dropouts()) {
      scales.add(model.manager().create(((Dropout) layer.spec()).scale()));
    }
    this.guard = new SessionGuard(info, model);
    this.steps = initial.step();
  }

  @Override
  public StepResult trainStep(Batch batch, StepContext context) {
    return guard.run("step " + context.step(), () -> step(batch, context));
  }

  private StepResult step(Batch batch, StepContext context) {
    context.requireFits(model.spec(), batch);
    model.staging().reset();
    try (NDManager scope = model.manager().newSubManager()) {
      NDArray inputs = model.staging().floats(scope, batch.inputs());
      NDArray labels = model.staging().ints(scope, batch.labels());
      Pass pass = new Pass(true, masks(scope, context.masks()));
      StepResult result = backward(inputs, labels, pass);
      optimizer.update(context);
      steps++;
      return result;
    }
  }

  private StepResult backward(NDArray inputs, NDArray labels, Pass pass) {
    synchronized (engine) { // DJL records for one session at a time
      try (GradientCollector gradients = engine.newGradientCollector()) {
        NDArray outputs = model.forward(inputs, pass);
        NDArray mean = loss.mean(outputs, labels);
        if (optimizer.movesAnything()) {
          gradients.backward(mean);
        }
        return new StepResult(mean.getFloat(), DjlModel.download(outputs));
      }
    }
  }

  private Map<String, NDArray> masks(NDManager scope, List<DropoutMask> masks) {
    Map<String, NDArray> scaled = new HashMap<>();
    for (int i = 0; i < masks.size(); i++) {
      DropoutMask mask = masks.get(i);
      NDArray keep = model.staging().bytes(scope, mask.shape(), mask.keep());
      scaled.put(mask.layer(), keep.toType(DataType.FLOAT32, false).muli(scales.get(i)));
    }
    return scaled;
  }

  @Override
  public HostTensor predict(HostTensor inputs) {
    return guard.run("predict", () -> model.predict(inputs));
  }

  @Override
  public ModelState snapshot() {
    return guard.run(
        "snapshot", () -> new ModelState(model.download(), optimizer.download(), steps));
  }

  @Override
  public void close() {
    guard.close();
  }
}
