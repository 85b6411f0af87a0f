package dev.tandem.spi;

/**
 * How a backend is to run.
 *
 * @param device where; a backend that cannot use it refuses, it never takes another
 * @param threads processor threads the engine may use, at least 1
 * @param deterministic whether same seed and same threads must give the same bits, at the cost of
 *     speed where the engine has faster but wavering algorithms
 */
public record BackendOptions(DeviceSpec device, int threads, boolean deterministic) {
  public BackendOptions {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1, got " + threads);
    }
  }

  /** Returns the processor with all its threads. */
  public static BackendOptions defaults() {
    return new BackendOptions(DeviceSpec.cpu(), Runtime.getRuntime().availableProcessors(), false);
  }

  public BackendOptions withDevice(DeviceSpec newDevice) {
    return new BackendOptions(newDevice, threads, deterministic);
  }

  public BackendOptions withThreads(int newThreads) {
    return new BackendOptions(device, newThreads, deterministic);
  }

  public BackendOptions withDeterministic(boolean newDeterministic) {
    return new BackendOptions(device, threads, newDeterministic);
  }
}
