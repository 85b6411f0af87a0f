package dev.tandem.examples.echo;

import dev.tandem.spi.Backend;
import dev.tandem.spi.BackendInfo;
import dev.tandem.spi.BackendOptions;
import dev.tandem.spi.BackendProvider;
import dev.tandem.spi.BackendUnavailableException;
import dev.tandem.spi.DeviceSpec;

/** Fully connected networks in plain Java, under the id {@code echo}. */
public final class EchoBackendProvider implements BackendProvider {
  static final String ID = "echo";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String description() {
    return "an example: fully connected networks in plain Java";
  }

  @Override
  public Backend open(BackendOptions options) {
    if (!options.device().equals(DeviceSpec.cpu())) {
      throw new BackendUnavailableException(
          "backend echo cannot use " + options.device() + ": it runs on the processor; use cpu");
    }
    return new EchoBackend(new BackendInfo(ID, "Echo 1.0", options.device(), 1));
  }
}
