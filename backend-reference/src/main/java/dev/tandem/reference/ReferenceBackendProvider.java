package dev.tandem.reference;

import dev.tandem.spi.Backend;
import dev.tandem.spi.BackendInfo;
import dev.tandem.spi.BackendOptions;
import dev.tandem.spi.BackendProvider;
import dev.tandem.spi.BackendUnavailableException;
import dev.tandem.spi.DeviceSpec;

/** Pure Java in double precision, under the id {@code reference}. */
public final class ReferenceBackendProvider implements BackendProvider {
  private static final String ID = "reference";

  private final Parts parts;

  public ReferenceBackendProvider() {
    this(new Parts());
  }

  ReferenceBackendProvider(Parts parts) {
    this.parts = parts;
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String description() {
    return "plain Java in double precision, to check the others by";
  }

  /** Always runs on one thread, whatever the options allow, and always gives the same bits. */
  @Override
  public Backend open(BackendOptions options) {
    if (options.device().kind() != DeviceSpec.Kind.CPU) {
      throw new BackendUnavailableException(
          "backend reference cannot use "
              + options.device()
              + ": it is plain Java and runs on the processor only; use --device cpu here");
    }
    String engine = "reference (Java " + Runtime.version() + ")";
    return new ReferenceBackend(new BackendInfo(ID, engine, options.device(), 1), parts);
  }
}
