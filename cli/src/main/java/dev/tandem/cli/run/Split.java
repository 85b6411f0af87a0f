package dev.tandem.cli.run;

import dev.tandem.cli.console.Failure;
import dev.tandem.data.Dataset;
import dev.tandem.mnist.MnistData;
import dev.tandem.training.TrainingData;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the training set is divided. A run's provenance holds it in the names of the parts: {@code
 * train[0:55000]} and {@code validation[55000:60000]} are the examples from the first number to
 * before the second.
 *
 * @param limit examples to train on, from the beginning; 0 for all that are left
 * @param validation examples held out from the end
 */
public record Split(int limit, int validation) {
  private static final Pattern TRAIN = Pattern.compile("train\\[0:(\\d{1,9})]");
  private static final Pattern VALIDATION = Pattern.compile("validation\\[(\\d{1,9}):(\\d{1,9})]");

  /** Returns the split that a run's provenance tells of. */
  public static Split of(Map<String, String> hashes) {
    int limit = 0;
    int validation = 0;
    for (String part : hashes.keySet()) {
      Matcher train = TRAIN.matcher(part);
      if (train.matches()) {
        limit = Integer.parseInt(train.group(1));
      }
      Matcher held = VALIDATION.matcher(part);
      if (held.matches()) {
        validation = Integer.parseInt(held.group(2)) - Integer.parseInt(held.group(1));
      }
    }
    return new Split(limit, validation);
  }

  /** Returns the parts of a data set; too large a number is a usage error. */
  public TrainingData apply(MnistData data) {
    int available = data.train().size() - validation;
    if (available < 1) {
      throw Failure.usage(
          "--validation %d: the training set of %s has %d examples; leave some to train on"
              .formatted(validation, data.name(), data.train().size()));
    }
    if (limit > available) {
      throw Failure.usage(
          "--limit %d: %s has %d examples to train on (%d, less %d for validation)"
              .formatted(limit, data.name(), available, data.train().size(), validation));
    }
    return TrainingData.split(data.train(), validation, limit, data.test());
  }

  /** Returns the SHA-256 of each part's source, by the part's name. */
  public Map<String, String> hashes(MnistData data) {
    Map<String, String> hashes = new TreeMap<>();
    TrainingData parts = apply(data);
    int size = data.train().size();
    int used = parts.train().size();
    hashes.put(used == size ? "train" : "train[0:" + used + "]", parts.train().sha256());
    Dataset held = parts.validation();
    if (held != null) {
      hashes.put("validation[" + (size - validation) + ":" + size + "]", held.sha256());
    }
    hashes.put("test", parts.test().sha256());
    return hashes;
  }
}
