package dev.tandem.testkit;

import dev.tandem.model.ModelSpec;
import dev.tandem.spi.InferenceSession;
import dev.tandem.tensor.HostTensor;
import dev.tandem.tensor.Shape;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Watches a session that predicts. */
class CheckingSession implements InferenceSession {
  final Guard guard;
  private final InferenceSession delegate;
  private final ModelSpec model;
  private final BooleanSupplier backendClosed;
  private boolean closed;

  CheckingSession(
      InferenceSession delegate, ModelSpec model, Guard guard, BooleanSupplier backendClosed) {
    this.delegate = delegate;
    this.model = model;
    this.guard = guard;
    this.backendClosed = backendClosed;
  }

  @Override
  public HostTensor predict(HostTensor inputs) {
    Refusal refusal = refusal(() -> model.requireInputs(inputs));
    List<Unchanged> arguments = List.of(Unchanged.of("the inputs of predict", inputs));
    HostTensor outputs = guard.call("predict", refusal, arguments, () -> delegate.predict(inputs));
    requireShape(outputs, inputs.shape().dimension(0), "predict");
    guard.watch(Unchanged.of("the outputs of an earlier predict", outputs));
    return outputs;
  }

  final void requireShape(HostTensor outputs, int n, String call) {
    Shape expected = model.output().withBatch(n);
    if (!outputs.shape().equals(expected)) {
      throw guard.backend(call + " must give " + expected + ", gave " + outputs.shape());
    }
  }

  /** Returns why a call must be refused: it comes too late, or a check finds its arguments bad. */
  final @Nullable Refusal refusal(Runnable check) {
    if (closed) {
      return Refusal.closed("the session");
    }
    if (backendClosed.getAsBoolean()) {
      return Refusal.closed("the backend, and with it its sessions,");
    }
    try {
      check.run();
      return null;
    } catch (IllegalArgumentException e) {
      return Refusal.unfit(e);
    }
  }

  @Override
  public final void close() {
    closed = true;
    delegate.close();
  }
}
