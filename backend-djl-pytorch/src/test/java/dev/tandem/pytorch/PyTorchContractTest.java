package dev.tandem.pytorch;

import dev.tandem.spi.BackendProvider;
import dev.tandem.testkit.BackendContract;

class PyTorchContractTest extends BackendContract {
  @Override
  protected BackendProvider provider() {
    return new PyTorchBackendProvider();
  }

  @Override
  protected boolean resumesExactly() {
    return true;
  }
}
