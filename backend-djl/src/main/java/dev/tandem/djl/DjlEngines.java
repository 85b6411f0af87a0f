package dev.tandem.djl;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import dev.tandem.spi.BackendUnavailableException;

/** Loads DJL's engines without their side effects. */
public final class DjlEngines {
  private DjlEngines() {}

  /**
   * Loads an engine and its native libraries, from the class path only.
   *
   * @param name DJL's name of the engine ({@code PyTorch})
   * @throws BackendUnavailableException if it cannot be loaded here
   */
  public static Engine load(String name) {
    // Read by DJL when its classes load, and the only way to tell it: send no telemetry (it asks
    // the cloud's metadata address otherwise) and never download natives.
    System.setProperty("OPT_OUT_TRACKING", "true");
    System.setProperty("ai.djl.offline", "true");
    try {
      return Engine.getEngine(name);
    } catch (EngineException | IllegalArgumentException | LinkageError e) {
      throw new BackendUnavailableException(
          "the "
              + name
              + " engine cannot be loaded: "
              + rootMessage(e)
              + "; the native library for this platform ("
              + System.getProperty("os.name")
              + ", "
              + System.getProperty("os.arch")
              + ") must be on the class path and its cache folder writable",
          e);
    }
  }

  private static String rootMessage(Throwable error) {
    Throwable root = error;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage());
  }
}
