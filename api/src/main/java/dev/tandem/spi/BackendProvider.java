package dev.tandem.spi;

/**
 * A backend's entry on the class path: named in {@code
 * META-INF/services/dev.tandem.spi.BackendProvider}, found by {@link java.util.ServiceLoader}.
 *
 * <p>Creating a provider and asking its id must touch no native code: every provider on the class
 * path is created whenever one is looked for.
 */
public interface BackendProvider {

  /** Returns the id that users choose it by: lower-case letters, digits and hyphens. */
  String id();

  /** Returns one line on what it is ({@code libtorch through Deep Java Library}). */
  String description();

  /**
   * Loads the engine.
   *
   * @throws BackendUnavailableException if the engine or the device cannot be used here
   */
  Backend open(BackendOptions options);
}
