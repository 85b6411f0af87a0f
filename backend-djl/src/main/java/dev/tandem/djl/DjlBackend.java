package dev.tandem.djl;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import dev.tandem.model.ModelSpec;
import dev.tandem.model.ModelState;
import dev.tandem.optim.TrainingPlan;
import dev.tandem.spi.Backend;
import dev.tandem.spi.BackendException;
import dev.tandem.spi.BackendInfo;
import dev.tandem.spi.DeviceSpec;
import dev.tandem.spi.InferenceSession;
import dev.tandem.spi.TrainingSession;

/** An engine of DJL, loaded and bound to a device. */
public final class DjlBackend implements Backend {
  private final Engine engine;
  private final BackendInfo info;
  private final DjlDialect dialect;
  private final NDManager manager;

  /**
   * @param engine loaded by {@link DjlEngines}
   * @param info what is really running; its device must exist
   * @param dialect what the engine does its own way
   */
  public DjlBackend(Engine engine, BackendInfo info, DjlDialect dialect) {
    this.engine = engine;
    this.info = info;
    this.dialect = dialect;
    this.manager = engine.newBaseManager(device(info.device()));
  }

  private static Device device(DeviceSpec spec) {
    return switch (spec.kind()) {
      case CPU -> Device.cpu();
      case GPU -> Device.gpu(spec.index());
    };
  }

  @Override
  public BackendInfo info() {
    return info;
  }

  @Override
  public TrainingSession compile(TrainingPlan plan, ModelState initial) {
    DjlModel model = model(plan.model(), initial);
    return new DjlTrainingSession(engine, model, plan, initial, info);
  }

  @Override
  public InferenceSession load(ModelSpec spec, ModelState state) {
    return new DjlInferenceSession(model(spec, state), info);
  }

  private DjlModel model(ModelSpec spec, ModelState state) {
    try {
      return new DjlModel(spec, state, dialect, manager);
    } catch (EngineException e) {
      throw new BackendException(info, "model " + spec.name(), e);
    }
  }

  /** Frees every array of every session. */
  @Override
  public void close() {
    manager.close();
  }
}
