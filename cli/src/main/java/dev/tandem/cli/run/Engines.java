package dev.tandem.cli.run;

import com.google.inject.Inject;
import dev.tandem.spi.Backend;
import dev.tandem.spi.BackendOptions;
import dev.tandem.spi.BackendProvider;
import dev.tandem.spi.Backends;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/** The backends that Guice was given. */
public final class Engines {
  private final Map<String, BackendProvider> providers;

  @Inject
  Engines(Map<String, BackendProvider> providers) {
    this.providers = new TreeMap<>(providers);
  }

  /** Loads the one that the user names; see {@link Backends#named}. */
  public Backend open(String id, BackendOptions options) {
    return Backends.named(id, providers).open(options);
  }

  /** Returns all of them, in the order of their ids. */
  public Collection<BackendProvider> all() {
    return providers.values();
  }
}
