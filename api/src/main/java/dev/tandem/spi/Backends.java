package dev.tandem.spi;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** The backends on the class path. There is no default and no ranking: users name one. */
public final class Backends {
  private Backends() {}

  /**
   * Finds every provider.
   *
   * @return the providers by id, in alphabetical order
   * @throws BackendUnavailableException if two providers have the same id
   */
  public static Map<String, BackendProvider> discover() {
    List<BackendProvider> providers = new ArrayList<>();
    ServiceLoader.load(BackendProvider.class).forEach(providers::add);
    return byId(providers);
  }

  static Map<String, BackendProvider> byId(List<BackendProvider> providers) {
    Map<String, BackendProvider> byId = new TreeMap<>();
    for (BackendProvider provider : providers) {
      BackendProvider other = byId.put(provider.id(), provider);
      if (other != null) {
        throw new BackendUnavailableException(
            "two backends on the class path have the id '"
                + provider.id()
                + "': "
                + other.getClass().getName()
                + " and "
                + provider.getClass().getName()
                + "; remove one of their jars.");
      }
    }
    return Collections.unmodifiableMap(byId);
  }

  /**
   * Returns the provider of that id.
   *
   * @throws BackendUnavailableException if there is none, with the list of those there are
   */
  public static BackendProvider named(String id) {
    return named(id, discover());
  }

  /** As {@link #named(String)}, from providers already found. */
  public static BackendProvider named(String id, Map<String, BackendProvider> providers) {
    BackendProvider provider = providers.get(id);
    if (provider == null) {
      throw new BackendUnavailableException(
          "unknown backend '"
              + id
              + "'; on the class path: "
              + (providers.isEmpty() ? "none" : String.join(", ", providers.keySet())));
    }
    return provider;
  }
}
