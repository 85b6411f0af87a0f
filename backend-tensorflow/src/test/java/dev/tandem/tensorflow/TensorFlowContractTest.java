package dev.tandem.tensorflow;

import dev.tandem.spi.BackendProvider;
import dev.tandem.testkit.BackendContract;

/** TensorFlow keeps the contract. */
class TensorFlowContractTest extends BackendContract {
  @Override
  protected BackendProvider provider() {
    return new TensorFlowBackendProvider();
  }
}
