package dev.tandem.tensorflow;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Tensor;

/** Tensors that one run is fed, to be closed with it. */
final class Fed implements AutoCloseable {
  private final List<Tensor> tensors = new ArrayList<>();

  Tensor add(Tensor tensor) {
    tensors.add(tensor);
    return tensor;
  }

  @Override
  public void close() {
    tensors.forEach(Tensor::close);
  }
}
