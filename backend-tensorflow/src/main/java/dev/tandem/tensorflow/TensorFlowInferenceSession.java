package dev.tandem.tensorflow;

import dev.tandem.spi.InferenceSession;
import dev.tandem.tensor.HostTensor;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.types.TFloat32;

/** A model that predicts. */
class TensorFlowInferenceSession implements InferenceSession {
  final TensorFlowModel model;
  private final Output<?> images;
  private final Output<?> predictions;

  /**
   * @param model to be started when everything is in its graph
   */
  TensorFlowInferenceSession(TensorFlowModel model) {
    this.model = model;
    this.images = model.input();
    this.predictions = model.forward(images, new Pass(false)).output();
  }

  @Override
  public HostTensor predict(HostTensor inputs) {
    return model.run("predict", () -> outputs(inputs));
  }

  private HostTensor outputs(HostTensor inputs) {
    model.spec().requireInputs(inputs);
    try (TFloat32 fed = Tensors.floats(inputs.shape(), inputs.values());
        Result result = model.session().runner().feed(images, fed).fetch(predictions).run()) {
      return model.outputs(result.get(0));
    }
  }

  @Override
  public final void close() {
    model.close();
  }
}
