package dev.tandem.training;

import dev.tandem.data.Dataset;
import dev.tandem.model.ModelSpec;
import org.jspecify.annotations.Nullable;

/**
 * The three parts of the data.
 *
 * @param train what the parameters are fitted to
 * @param validation held out to choose the best epoch; null for none
 * @param test reported, never chosen by
 */
public record TrainingData(Dataset train, @Nullable Dataset validation, Dataset test) {

  /**
   * Splits off parts of a training set.
   *
   * @param whole the training set
   * @param validationSize examples held out from its end, at least 0
   * @param limit examples to train on, from its beginning; 0 for all that are left
   * @param test the test set, always whole
   * @throws IllegalArgumentException if the parts do not fit into the whole
   */
  public static TrainingData split(Dataset whole, int validationSize, int limit, Dataset test) {
    if (validationSize < 0 || limit < 0) {
      throw new IllegalArgumentException(
          "validation size and limit must be at least 0, got " + validationSize + ", " + limit);
    }
    int available = whole.size() - validationSize;
    if (available < Math.max(limit, 1)) {
      throw new IllegalArgumentException(
          "the training set has "
              + whole.size()
              + " examples: too few to hold out "
              + validationSize
              + " and train on "
              + Math.max(limit, 1));
    }
    return new TrainingData(
        whole.slice(0, limit == 0 ? available : limit),
        validationSize == 0 ? null : whole.slice(available, whole.size()),
        test);
  }

  /**
   * Checks that every part can be fed to a model.
   *
   * @throws IllegalArgumentException if a part has another shape than the model's input, or more
   *     classes than it has outputs
   */
  void requireFits(ModelSpec model) {
    requireFits(model, train, "training");
    if (validation != null) {
      requireFits(model, validation, "validation");
    }
    requireFits(model, test, "test");
  }

  private static void requireFits(ModelSpec model, Dataset part, String name) {
    if (!part.shape().equals(model.input()) || part.classes() > model.output().size()) {
      throw new IllegalArgumentException(
          "model "
              + model.name()
              + " takes "
              + model.input()
              + " and tells "
              + model.output().size()
              + " classes apart; the "
              + name
              + " data has "
              + part.shape()
              + " and "
              + part.classes()
              + " classes");
    }
  }
}
