package dev.tandem.djl;

import dev.tandem.spi.BackendInfo;
import dev.tandem.spi.InferenceSession;
import dev.tandem.tensor.HostTensor;

/** A model that only predicts. */
final class DjlInferenceSession implements InferenceSession {
  private final DjlModel model;
  private final SessionGuard guard;

  DjlInferenceSession(DjlModel model, BackendInfo info) {
    this.model = model;
    this.guard = new SessionGuard(info, model);
  }

  @Override
  public HostTensor predict(HostTensor inputs) {
    return guard.run("predict", () -> model.predict(inputs));
  }

  @Override
  public void close() {
    guard.close();
  }
}
