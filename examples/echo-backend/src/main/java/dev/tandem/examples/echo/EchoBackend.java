package dev.tandem.examples.echo;

import dev.tandem.model.ModelSpec;
import dev.tandem.model.ModelState;
import dev.tandem.optim.GradientClipping;
import dev.tandem.optim.Sgd;
import dev.tandem.optim.TrainingPlan;
import dev.tandem.spi.Backend;
import dev.tandem.spi.BackendInfo;
import dev.tandem.spi.InferenceSession;
import dev.tandem.spi.TrainingSession;
import dev.tandem.spi.UnsupportedPlanException;

/** Refuses what it cannot compute when it compiles, never in the middle of a run. */
final class EchoBackend implements Backend {
  private final BackendInfo info;
  private boolean closed;

  EchoBackend(BackendInfo info) {
    this.info = info;
  }

  @Override
  public BackendInfo info() {
    return info;
  }

  @Override
  public TrainingSession compile(TrainingPlan plan, ModelState initial) {
    requireOpen();
    require(plan.clipping() instanceof GradientClipping.None, plan.clipping());
    require(
        plan.optimizer() instanceof Sgd sgd && !sgd.nesterov() && sgd.weightDecay() == 0,
        plan.optimizer());
    EchoLoss loss = plan.loss().accept(new EchoLoss.Compiler());
    return new EchoSession(plan.model(), initial, loss, (Sgd) plan.optimizer(), this::requireOpen);
  }

  @Override
  public InferenceSession load(ModelSpec model, ModelState state) {
    requireOpen();
    EchoLoss none = (outputs, labels, gradient) -> 0;
    return new EchoSession(model, state, none, Sgd.of(0), this::requireOpen);
  }

  private static void require(boolean supported, Object part) {
    if (!supported) {
      throw new UnsupportedPlanException(EchoBackendProvider.ID, part.toString());
    }
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
