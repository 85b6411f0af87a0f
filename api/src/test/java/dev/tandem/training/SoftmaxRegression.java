package dev.tandem.training;

import dev.tandem.data.Batch;
import dev.tandem.data.DropoutMask;
import dev.tandem.model.Conv2d;
import dev.tandem.model.Dropout;
import dev.tandem.model.Flatten;
import dev.tandem.model.LogSoftmax;
import dev.tandem.model.ModelSpec;
import dev.tandem.model.ModelState;
import dev.tandem.model.NamedLayer;
import dev.tandem.optim.Sgd;
import dev.tandem.optim.TrainingPlan;
import dev.tandem.spi.Backend;
import dev.tandem.spi.BackendInfo;
import dev.tandem.spi.DeviceSpec;
import dev.tandem.spi.InferenceSession;
import dev.tandem.spi.StepContext;
import dev.tandem.spi.StepResult;
import dev.tandem.spi.TrainingSession;
import dev.tandem.tensor.HostTensor;
import dev.tandem.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * A backend that knows one model, its own, and really trains it; it writes down what it is asked.
 */
final class SoftmaxRegression implements Backend {
  private static final int PIXELS = 4;
  private static final int CLASSES = 3;
  private static final Dropout DROPOUT = new Dropout(0.25);

  final List<StepContext> steps = new ArrayList<>();
  final List<Shape> predicted = new ArrayList<>();
  int opened;
  int open;
  boolean closed;

  /** Called before each step; what it throws is an engine's failure. */
  Consumer<StepContext> beforeStep = context -> {};

  /** Called with the inputs; gives the outputs, or null to leave them to the model. */
  UnaryOperator<HostTensor> prediction = inputs -> null;

  private final int threads;

  SoftmaxRegression() {
    this(1);
  }

  SoftmaxRegression(int threads) {
    this.threads = threads;
  }

  static ModelSpec model() {
    return ModelSpec.of(
        "Softmax",
        Shape.of(1, 2, 2),
        new NamedLayer("drop", DROPOUT),
        new NamedLayer("dense", Conv2d.of(CLASSES, 2)),
        new NamedLayer("still", new Dropout(0)),
        new NamedLayer("flat", new Flatten()),
        new NamedLayer("out", new LogSoftmax()));
  }

  @Override
  public BackendInfo info() {
    return new BackendInfo("softmax", "none", DeviceSpec.cpu(), threads);
  }

  @Override
  public TrainingSession compile(TrainingPlan plan, ModelState initial) {
    return new Session(((Sgd) plan.optimizer()).momentum(), initial);
  }

  @Override
  public InferenceSession load(ModelSpec model, ModelState state) {
    return new Session(0, state);
  }

  @Override
  public void close() {
    closed = true;
  }

  private final class Session implements TrainingSession {
    private final double momentum;
    private final float[] weight;
    private final float[] bias;
    private final float[] weightVelocity;
    private final float[] biasVelocity;
    private long step;

    Session(double momentum, ModelState state) {
      this.momentum = momentum;
      this.weight = state.tensor("dense.weight").values().clone();
      this.bias = state.tensor("dense.bias").values().clone();
      Map<String, HostTensor> slot = state.slots().getOrDefault(Sgd.MOMENTUM, Map.of());
      this.weightVelocity =
          slot.isEmpty() ? new float[weight.length] : slot.get("dense.weight").values().clone();
      this.biasVelocity =
          slot.isEmpty() ? new float[bias.length] : slot.get("dense.bias").values().clone();
      this.step = state.step();
      opened++;
      open++;
    }

    @Override
    public StepResult trainStep(Batch batch, StepContext context) {
      beforeStep.accept(context);
      steps.add(context);
      float[] inputs = dropped(batch.inputs().values(), context.masks().get(0));
      int size = batch.size();
      float[] outputs = forward(inputs, size);
      double loss = 0;
      double[] weightGradient = new double[weight.length];
      double[] biasGradient = new double[bias.length];
      for (int i = 0; i < size; i++) {
        loss -= outputs[i * CLASSES + batch.labels()[i]] / size;
        for (int k = 0; k < CLASSES; k++) {
          double delta = Math.exp(outputs[i * CLASSES + k]) - (k == batch.labels()[i] ? 1 : 0);
          biasGradient[k] += delta / size;
          for (int p = 0; p < PIXELS; p++) {
            weightGradient[k * PIXELS + p] += delta / size * inputs[i * PIXELS + p];
          }
        }
      }
      update(weight, weightVelocity, weightGradient, context.learningRate());
      update(bias, biasVelocity, biasGradient, context.learningRate());
      step++;
      return new StepResult(loss, HostTensor.of(Shape.of(size, CLASSES), outputs));
    }

    private static float[] dropped(float[] inputs, DropoutMask mask) {
      float[] kept = new float[inputs.length];
      for (int i = 0; i < inputs.length; i++) {
        kept[i] = inputs[i] * mask.keep()[i] * DROPOUT.scale();
      }
      return kept;
    }

    private float[] forward(float[] inputs, int size) {
      float[] outputs = new float[size * CLASSES];
      for (int i = 0; i < size; i++) {
        double[] scores = new double[CLASSES];
        double sum = 0;
        for (int k = 0; k < CLASSES; k++) {
          scores[k] = bias[k];
          for (int p = 0; p < PIXELS; p++) {
            scores[k] += weight[k * PIXELS + p] * inputs[i * PIXELS + p];
          }
          sum += Math.exp(scores[k]);
        }
        for (int k = 0; k < CLASSES; k++) {
          outputs[i * CLASSES + k] = (float) (scores[k] - Math.log(sum));
        }
      }
      return outputs;
    }

    private void update(float[] values, float[] velocity, double[] gradient, double rate) {
      for (int i = 0; i < values.length; i++) {
        velocity[i] = (float) (momentum * velocity[i] + gradient[i]);
        values[i] = (float) (values[i] - rate * velocity[i]);
      }
    }

    @Override
    public HostTensor predict(HostTensor inputs) {
      predicted.add(inputs.shape());
      HostTensor scripted = prediction.apply(inputs);
      if (scripted != null) {
        return scripted;
      }
      int size = inputs.shape().dimension(0);
      return HostTensor.of(Shape.of(size, CLASSES), forward(inputs.values(), size));
    }

    @Override
    public ModelState snapshot() {
      return new ModelState(
          arrays(weight, bias), Map.of(Sgd.MOMENTUM, arrays(weightVelocity, biasVelocity)), step);
    }

    private static Map<String, HostTensor> arrays(float[] ofWeight, float[] ofBias) {
      return Map.of(
          "dense.weight",
          HostTensor.of(Shape.of(CLASSES, 1, 2, 2), ofWeight.clone()),
          "dense.bias",
          HostTensor.of(Shape.of(CLASSES), ofBias.clone()));
    }

    @Override
    public void close() {
      open--;
    }
  }
}
