package dev.tandem.tensorflow;

import dev.tandem.model.ModelSpec;
import dev.tandem.model.ModelState;
import dev.tandem.optim.TrainingPlan;
import dev.tandem.spi.Backend;
import dev.tandem.spi.BackendException;
import dev.tandem.spi.BackendInfo;
import dev.tandem.spi.InferenceSession;
import dev.tandem.spi.TrainingSession;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.proto.ConfigProto;

/** TensorFlow, loaded and bound to a device. */
final class TensorFlowBackend implements Backend {
  private final BackendInfo info;
  private final ConfigProto config;
  private final List<TensorFlowModel> models = new ArrayList<>();
  private boolean closed;

  /**
   * @param info what is really running; its device must exist
   * @param config device and threads of every session
   */
  TensorFlowBackend(BackendInfo info, ConfigProto config) {
    this.info = info;
    this.config = config;
  }

  @Override
  public BackendInfo info() {
    return info;
  }

  @Override
  public TrainingSession compile(TrainingPlan plan, ModelState initial) {
    return build(plan.model(), initial, model -> new TensorFlowSession(model, plan, initial));
  }

  @Override
  public InferenceSession load(ModelSpec spec, ModelState state) {
    return build(
        spec,
        state,
        model -> {
          InferenceSession session = new TensorFlowInferenceSession(model);
          model.start();
          return session;
        });
  }

  private interface Build<T> {
    T of(TensorFlowModel model);
  }

  /** Frees the graph if a part of it cannot be built. */
  private <T> T build(ModelSpec spec, ModelState state, Build<T> build) {
    if (closed) {
      throw new IllegalStateException("the backend is closed");
    }
    TensorFlowModel model = guarded(spec, () -> new TensorFlowModel(spec, state, info, config));
    try {
      T session = guarded(spec, () -> build.of(model));
      models.add(model);
      return session;
    } catch (RuntimeException e) {
      model.close();
      throw e;
    }
  }

  private <T> T guarded(ModelSpec spec, Supplier<T> work) {
    try {
      return work.get();
    } catch (TensorFlowException e) {
      throw new BackendException(info, "model " + spec.name(), e);
    }
  }

  /** Frees the graph of every session. */
  @Override
  public void close() {
    closed = true;
    models.forEach(TensorFlowModel::close);
    models.clear();
  }
}
