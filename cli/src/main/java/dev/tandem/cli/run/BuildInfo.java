package dev.tandem.cli.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * What this program was built from.
 *
 * @param version of Tandem
 * @param commit with {@code -dirty} if the sources were changed; {@code unknown} outside a checkout
 */
public record BuildInfo(String version, String commit) {
  private static final String RESOURCE = "/dev/tandem/cli/build.properties";

  /** Reads what the build has written. */
  public static BuildInfo load() {
    Properties properties = new Properties();
    try (InputStream in = BuildInfo.class.getResourceAsStream(RESOURCE)) {
      if (in != null) {
        properties.load(in);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String dirty = Boolean.parseBoolean(properties.getProperty("git.dirty")) ? "-dirty" : "";
    return new BuildInfo(
        properties.getProperty("version", "unknown"),
        properties.getProperty("git.commit.id", "unknown") + dirty);
  }
}
