package dev.tandem.testkit;

import dev.tandem.reference.ReferenceBackendProvider;
import dev.tandem.spi.BackendProvider;

class ReferenceContractTest extends BackendContract {
  @Override
  protected BackendProvider provider() {
    return new ReferenceBackendProvider();
  }

  /** Few: it is compared with itself. */
  @Override
  protected int trajectorySteps() {
    return Integer.getInteger("tandem.contract.steps", 5);
  }
}
