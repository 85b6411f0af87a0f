package dev.tandem.reference;

import dev.tandem.spi.InferenceSession;
import dev.tandem.tensor.HostTensor;

/** A model that predicts. */
class ReferenceSession implements InferenceSession {
  final ReferenceModel model;
  private final Runnable requireBackendOpen;
  private boolean closed;

  ReferenceSession(ReferenceModel model, Runnable requireBackendOpen) {
    this.model = model;
    this.requireBackendOpen = requireBackendOpen;
  }

  /** One example after another: a large batch needs no more memory than a small one. */
  @Override
  public HostTensor predict(HostTensor inputs) {
    requireOpen();
    double[] x = model.inputs(inputs);
    int batch = inputs.shape().dimension(0);
    double[] one = new double[x.length / batch];
    int classes = model.spec().output().size();
    double[] outputs = new double[batch * classes];
    for (int i = 0; i < batch; i++) {
      System.arraycopy(x, i * one.length, one, 0, one.length);
      System.arraycopy(model.forward(one, Pass.INFERENCE), 0, outputs, i * classes, classes);
    }
    return model.outputs(outputs);
  }

  final void requireOpen() {
    requireBackendOpen.run();
    if (closed) {
      throw new IllegalStateException("the session is closed");
    }
  }

  @Override
  public final void close() {
    closed = true;
  }
}
