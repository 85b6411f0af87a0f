package dev.tandem.spi;

import dev.tandem.tensor.HostTensor;

/** A model on a device. Owns native memory until it is closed. Not safe for several threads. */
public interface InferenceSession extends AutoCloseable {

  /**
   * Computes the model's outputs in inference mode: no dropout, running statistics, nothing moves.
   *
   * @param inputs {@code [n, …]}, any n of at least 1, already normalised
   * @return {@code [n, …]}
   * @throws IllegalArgumentException if the inputs do not have the model's shape
   * @throws IllegalStateException if the session is closed
   * @throws BackendException if the engine fails
   */
  HostTensor predict(HostTensor inputs);

  @Override
  void close();
}
