package dev.tandem.training;

import dev.tandem.spi.BackendInfo;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where a result comes from: enough to repeat the run and to judge what may differ.
 *
 * @param tandemVersion version of Tandem
 * @param gitCommit commit it was built from, with {@code -dirty} if the sources were changed;
 *     {@code unknown} outside a checkout
 * @param backend engine, its version, the device really used
 * @param operatingSystem name, version and architecture
 * @param processors processors the JVM sees
 * @param jvm vendor, name and version
 * @param data SHA-256 of each part's content, by the part's name
 * @param recipe name of the recipe the run began with
 * @param started when, in ISO 8601 with the offset from UTC
 */
public record RunRecord(
    String tandemVersion,
    String gitCommit,
    BackendInfo backend,
    String operatingSystem,
    int processors,
    String jvm,
    Map<String, String> data,
    String recipe,
    String started) {

  public RunRecord {
    data = Collections.unmodifiableMap(new TreeMap<>(data));
  }
}
