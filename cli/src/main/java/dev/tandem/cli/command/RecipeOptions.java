package dev.tandem.cli.command;

import dev.tandem.mnist.MnistModel;
import dev.tandem.mnist.Recipe;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What to train and how; what is null comes from the recipe. */
final class RecipeOptions {
  @Option(
      names = "--model",
      paramLabel = "ID",
      defaultValue = "mnist-medium",
      converter = Converters.Model.class,
      completionCandidates = Converters.ModelIds.class,
      description = "The network: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  MnistModel model = MnistModel.MEDIUM;

  @Option(
      names = "--recipe",
      paramLabel = "NAME",
      defaultValue = "seed",
      converter = Converters.RecipeName.class,
      completionCandidates = Converters.RecipeNames.class,
      description =
          "How to train it: ${COMPLETION-CANDIDATES}. The options below change single numbers of"
              + " it. Default: ${DEFAULT-VALUE}.")
  String recipe = "seed";

  @Option(
      names = "--epochs",
      paramLabel = "N",
      converter = Converters.Positive.class,
      description = "Passes over the training images.")
  @Nullable Integer epochs;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      converter = Converters.Positive.class,
      description = "Images in a step.")
  @Nullable Integer batchSize;

  @Option(
      names = "--lr",
      paramLabel = "RATE",
      converter = Converters.Rate.class,
      description = "Learning rate; the highest one where it varies.")
  @Nullable Double learningRate;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Of all random numbers: the same seed gives the same run.")
  @Nullable Long seed;

  @Option(
      names = "--validation",
      paramLabel = "N",
      converter = Converters.NotNegative.class,
      description = "Images held out of the training set to choose the best epoch by.")
  @Nullable Integer validation;

  @Option(
      names = "--limit",
      paramLabel = "N",
      converter = Converters.Positive.class,
      description = "Train on the first N images only; the test set stays whole.")
  @Nullable Integer limit;

  /** Returns the recipe with the user's changes. */
  Recipe resolve() {
    Recipe resolved = Recipe.named(recipe, model);
    if (epochs != null) {
      resolved = resolved.withEpochs(epochs);
    }
    if (batchSize != null) {
      resolved = resolved.withBatchSize(batchSize);
    }
    if (learningRate != null) {
      resolved = resolved.withLearningRate(learningRate);
    }
    if (seed != null) {
      resolved = resolved.withSeed(seed);
    }
    return validation == null ? resolved : resolved.withValidationSize(validation);
  }
}
