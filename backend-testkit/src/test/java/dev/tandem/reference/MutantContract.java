package dev.tandem.reference;

import dev.tandem.spi.BackendProvider;
import dev.tandem.testkit.BackendContract;
import dev.tandem.testkit.ContractReport;

/** The contracts for whatever backend is set; run by {@link MutationTest} only. */
final class MutantContract extends BackendContract {
  static BackendProvider provider = new ReferenceBackendProvider();

  @Override
  protected BackendProvider provider() {
    return provider;
  }

  @Override
  protected int trajectorySteps() {
    return 2;
  }

  @Override
  protected void publish(ContractReport report) {}
}
