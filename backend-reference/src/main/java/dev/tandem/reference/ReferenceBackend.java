package dev.tandem.reference;

import dev.tandem.model.ModelSpec;
import dev.tandem.model.ModelState;
import dev.tandem.optim.TrainingPlan;
import dev.tandem.spi.Backend;
import dev.tandem.spi.BackendInfo;
import dev.tandem.spi.InferenceSession;
import dev.tandem.spi.TrainingSession;

/**
 * The oracle: every formula of {@code api} as plain loops in double precision on one thread.
 *
 * <p>Inside a session everything is double; a state's floats are widened when it comes in, and
 * values are rounded to float only where they leave: in a snapshot and in outputs. A run that goes
 * on from a snapshot therefore equals the uninterrupted one to float rounding, not bit for bit; the
 * uninterrupted run itself gives the same bits on every JVM, but for the last bit of GELU's error
 * function, which its library leaves to the JVM.
 */
final class ReferenceBackend implements Backend {
  private final BackendInfo info;
  private final Parts parts;
  private volatile boolean closed;

  ReferenceBackend(BackendInfo info, Parts parts) {
    this.info = info;
    this.parts = parts;
  }

  @Override
  public BackendInfo info() {
    return info;
  }

  @Override
  public TrainingSession compile(TrainingPlan plan, ModelState initial) {
    requireOpen();
    return new ReferenceTrainingSession(plan, initial, parts, this::requireOpen);
  }

  @Override
  public InferenceSession load(ModelSpec model, ModelState state) {
    requireOpen();
    return new ReferenceSession(new ReferenceModel(model, state, parts), this::requireOpen);
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the backend is closed");
    }
  }

  @Override
  public void close() {
    closed = true;
  }
}
