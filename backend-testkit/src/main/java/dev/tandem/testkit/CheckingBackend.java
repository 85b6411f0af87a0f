package dev.tandem.testkit;

import dev.tandem.model.ModelSpec;
import dev.tandem.model.ModelState;
import dev.tandem.optim.TrainingPlan;
import dev.tandem.spi.Backend;
import dev.tandem.spi.BackendInfo;
import dev.tandem.spi.InferenceSession;
import dev.tandem.spi.TrainingSession;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A backend that watches another one and its caller, and throws a {@link ProtocolException} as soon
 * as one of them breaks the SPI's protocol.
 *
 * <p>What a backend must refuse by itself (use after closing, what does not fit) is passed on to
 * it, and must come back as the exception that the SPI names.
 */
public final class CheckingBackend implements Backend {
  private final Backend delegate;
  private final boolean checkPredictions;
  private boolean closed;

  private CheckingBackend(Backend delegate, boolean checkPredictions) {
    this.delegate = delegate;
    this.checkPredictions = checkPredictions;
  }

  /** Returns the backend, watched; closing it closes the backend. */
  public static CheckingBackend of(Backend backend) {
    return new CheckingBackend(backend, false);
  }

  /**
   * As {@link #of}, and takes a snapshot before and after each {@code predict} of a training
   * session to see that nothing moved. Costs more than the prediction.
   */
  public static CheckingBackend withPredictionsChecked(Backend backend) {
    return new CheckingBackend(backend, true);
  }

  @Override
  public BackendInfo info() {
    return delegate.info();
  }

  @Override
  public TrainingSession compile(TrainingPlan plan, ModelState initial) {
    Guard guard = new Guard(info().id());
    TrainingSession session =
        open(guard, plan.model(), initial, () -> delegate.compile(plan, initial));
    return new CheckingTrainingSession(
        session, plan, initial, guard, () -> closed, checkPredictions);
  }

  @Override
  public InferenceSession load(ModelSpec model, ModelState state) {
    Guard guard = new Guard(info().id());
    InferenceSession session = open(guard, model, state, () -> delegate.load(model, state));
    return new CheckingSession(session, model, guard, () -> closed);
  }

  private <T> T open(Guard guard, ModelSpec model, ModelState state, Supplier<T> opening) {
    Unchanged arrays = Unchanged.of("the state's arrays", state::hashCode);
    Refusal refusal = refusal(model, state);
    return guard.open(model.name(), refusal, arrays, opening);
  }

  private @Nullable Refusal refusal(ModelSpec model, ModelState state) {
    if (closed) {
      return Refusal.closed("the backend");
    }
    try {
      state.requireFits(model);
      return null;
    } catch (IllegalArgumentException e) {
      return Refusal.unfit(e);
    }
  }

  @Override
  public void close() {
    closed = true;
    delegate.close();
  }
}
