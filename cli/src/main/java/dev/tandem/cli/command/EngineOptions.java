package dev.tandem.cli.command;

import dev.tandem.cli.run.Engines;
import dev.tandem.spi.Backend;
import dev.tandem.spi.BackendOptions;
import dev.tandem.spi.DeviceSpec;
import picocli.CommandLine.Option;

/** What computes. */
final class EngineOptions {
  @Option(
      names = "--backend",
      paramLabel = "ID",
      defaultValue = "pytorch",
      description = "The engine; 'tandem backends' lists them. Default: ${DEFAULT-VALUE}.")
  String backend = "pytorch";

  @Option(
      names = "--device",
      paramLabel = "DEVICE",
      defaultValue = "cpu",
      converter = Converters.Device.class,
      description = "cpu or gpu:N; never replaced by another. Default: ${DEFAULT-VALUE}.")
  DeviceSpec device = DeviceSpec.cpu();

  @Option(
      names = "--threads",
      paramLabel = "N",
      converter = Converters.Positive.class,
      description = "Processor threads of the engine. Default: all processors.")
  int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--deterministic",
      fallbackValue = "true",
      description = "Same seed and threads give the same bits, at the cost of speed on a GPU.")
  boolean deterministic;

  Backend open(Context context) {
    return context
        .get(Engines.class)
        .open(backend, new BackendOptions(device, threads, deterministic));
  }
}
