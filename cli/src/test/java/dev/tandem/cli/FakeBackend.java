package dev.tandem.cli;

import dev.tandem.data.Batch;
import dev.tandem.data.DropoutMask;
import dev.tandem.model.ModelSpec;
import dev.tandem.model.ModelState;
import dev.tandem.optim.TrainingPlan;
import dev.tandem.spi.Backend;
import dev.tandem.spi.BackendInfo;
import dev.tandem.spi.BackendOptions;
import dev.tandem.spi.BackendProvider;
import dev.tandem.spi.BackendUnavailableException;
import dev.tandem.spi.DeviceSpec;
import dev.tandem.spi.InferenceSession;
import dev.tandem.spi.StepContext;
import dev.tandem.spi.StepResult;
import dev.tandem.spi.TrainingSession;
import dev.tandem.tensor.HostTensor;
import dev.tandem.tensor.Shape;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;

/**
 * An engine that learns nothing but depends on all that it is given, in order: two runs end in the
 * same state only if they saw the same batches, rates and masks.
 */
public record FakeBackend(BackendInfo info) implements Backend {

  /** Called before each step with its index, so that tests can interfere. */
  static volatile LongConsumer beforeStep =
      step -> LockSupport.parkNanos(1_000_000L * Integer.getInteger("fake.millis", 0));

  /** Works everywhere but on a GPU. */
  public static final class Provider implements BackendProvider {
    @Override
    public String id() {
      return "fake";
    }

    @Override
    public String description() {
      return "a fake for tests";
    }

    @Override
    public Backend open(BackendOptions options) {
      if (!options.device().equals(DeviceSpec.cpu())) {
        throw new BackendUnavailableException("fake: no " + options.device() + " here; use cpu");
      }
      return new FakeBackend(
          new BackendInfo("fake", "Fake 1.0", options.device(), options.threads()));
    }
  }

  /** Works nowhere. */
  public static final class Broken implements BackendProvider {
    @Override
    public String id() {
      return "broken";
    }

    @Override
    public String description() {
      return "never there";
    }

    @Override
    public Backend open(BackendOptions options) {
      throw new BackendUnavailableException("broken: its library is missing");
    }
  }

  @Override
  public TrainingSession compile(TrainingPlan plan, ModelState initial) {
    return new Session(plan.model(), initial);
  }

  @Override
  public InferenceSession load(ModelSpec model, ModelState state) {
    return new Session(model, state);
  }

  @Override
  public void close() {}

  private static final class Session implements TrainingSession {
    private final ModelSpec model;
    private final Map<String, HostTensor> tensors;
    private long step;
    private float memory;

    Session(ModelSpec model, ModelState state) {
      this.model = model;
      this.tensors = new LinkedHashMap<>(state.tensors());
      this.step = state.step();
      this.memory = first().values()[0];
    }

    private HostTensor first() {
      return tensors.values().iterator().next();
    }

    @Override
    public StepResult trainStep(Batch batch, StepContext context) {
      beforeStep.accept(context.step());
      float sum = (float) context.learningRate();
      for (float value : batch.inputs().values()) {
        sum = sum * 0.99f + value;
      }
      for (DropoutMask mask : context.masks()) {
        sum += Arrays.hashCode(mask.keep()) % 1000;
      }
      memory = memory * 0.5f + sum;
      step++;
      return new StepResult(1.0 / step, predict(batch.inputs()));
    }

    /** Reads the class from the first pixel, where {@link TestData} has put it. */
    @Override
    public HostTensor predict(HostTensor inputs) {
      int n = inputs.shape().dimension(0);
      int classes = model.output().size();
      int size = inputs.shape().size() / n;
      float[] outputs = new float[n * classes];
      for (int i = 0; i < n; i++) {
        double pixel = inputs.values()[i * size] * 0.3081 + 0.1307;
        int chosen = (int) Math.round(pixel * 255 / TestData.STEP) % classes;
        for (int k = 0; k < classes; k++) {
          outputs[i * classes + k] = (float) Math.log(k == chosen ? 0.91 : 0.09 / (classes - 1));
        }
      }
      return HostTensor.of(Shape.of(n, classes), outputs);
    }

    @Override
    public ModelState snapshot() {
      float[] values = first().values().clone();
      values[0] = memory;
      Map<String, HostTensor> copy = new LinkedHashMap<>(tensors);
      copy.put(tensors.keySet().iterator().next(), HostTensor.of(first().shape(), values));
      Map<String, HostTensor> momentum = new LinkedHashMap<>();
      model.parameters().stream()
          .filter(parameter -> parameter.trainable())
          .forEach(p -> momentum.put(p.name(), HostTensor.zeros(p.shape())));
      return new ModelState(copy, step == 0 ? Map.of() : Map.of("momentum", momentum), step);
    }

    @Override
    public void close() {}
  }
}
