package dev.tandem.mnist;

import dev.tandem.data.Augmentation;
import dev.tandem.model.ModelSpec;
import dev.tandem.optim.ConstantRate;
import dev.tandem.optim.LearningRateSchedule;
import dev.tandem.optim.NegativeLogLikelihood;
import dev.tandem.optim.OneCycle;
import dev.tandem.optim.Sgd;
import dev.tandem.optim.TrainingPlan;
import dev.tandem.training.TrainingSpec;
import java.util.List;

/**
 * How a network is trained: all the numbers of a run, before the size of the data is known. The
 * loss is the mean negative log likelihood, the optimizer SGD with momentum.
 *
 * @param name {@code seed} or {@code quick}
 * @param epochs at least 1
 * @param batchSize examples a step, at least 1
 * @param seed of every random number
 * @param schedule how the learning rate runs
 * @param learningRate the constant rate or the peak of the cycle, above 0
 * @param momentum in [0, 1)
 * @param dropout rate of the network's dropout layers, in [0, 1)
 * @param augmentation of the training images
 * @param validationSize examples held out of the training set to choose the best epoch by; 0 for
 *     none
 */
public record Recipe(
    String name,
    int epochs,
    int batchSize,
    long seed,
    Schedule schedule,
    double learningRate,
    double momentum,
    double dropout,
    Augmentation augmentation,
    int validationSize) {

  /** How the learning rate runs over the steps of a run. */
  public enum Schedule {
    CONSTANT {
      @Override
      LearningRateSchedule over(long steps, double rate) {
        return new ConstantRate(rate);
      }
    },

    /** Up to the rate over the first part of the run, then down to almost nothing. */
    ONE_CYCLE {
      @Override
      LearningRateSchedule over(long steps, double rate) {
        // a cycle has at least two steps; a run of one step takes the first of them
        return new OneCycle(rate, Math.max(2, steps), 0.3, 10, 1e3);
      }
    };

    abstract LearningRateSchedule over(long steps, double rate);
  }

  /**
   * @throws IllegalArgumentException if a number is outside its range
   */
  public Recipe {
    if (!(learningRate > 0 && learningRate < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "learning rate must be above 0 and finite, got " + learningRate);
    }
    requireAtLeast(1, epochs, "epochs");
    requireAtLeast(1, batchSize, "batch size");
    requireAtLeast(0, validationSize, "validation size");
    if (!(momentum >= 0 && momentum < 1 && dropout >= 0 && dropout < 1)) {
      throw new IllegalArgumentException(
          "momentum and dropout must be in [0, 1), got " + momentum + " and " + dropout);
    }
  }

  private static void requireAtLeast(int least, int value, String name) {
    if (value < least) {
      throw new IllegalArgumentException(name + " must be at least " + least + ", got " + value);
    }
  }

  /**
   * Returns a recipe for a model.
   *
   * @throws IllegalArgumentException if there is none of that name, with the list of those there
   *     are
   */
  public static Recipe named(String name, MnistModel model) {
    return Recipes.named(name, model);
  }

  /** Returns the names of the recipes; every model has all of them. */
  public static List<String> names() {
    return Recipes.NAMES;
  }

  /** As {@link #toSpec(ModelSpec, int)}, of the model's network with this recipe's dropout. */
  public TrainingSpec toSpec(MnistModel model, int trainingExamples) {
    return toSpec(model.spec(dropout), trainingExamples);
  }

  /**
   * Returns the run of this recipe.
   *
   * @param model trained as it is: with its own dropout rates
   * @param trainingExamples examples of an epoch, validation left out; at least 1
   * @throws IllegalArgumentException if there are no examples
   */
  public TrainingSpec toSpec(ModelSpec model, int trainingExamples) {
    requireAtLeast(1, trainingExamples, "training examples");
    long batches = ((long) trainingExamples + batchSize - 1) / batchSize;
    TrainingPlan plan = TrainingPlan.of(model, new NegativeLogLikelihood(), Sgd.of(momentum));
    return TrainingSpec.of(
            plan, schedule.over(epochs * batches, learningRate), epochs, batchSize, seed)
        .withAugmentation(augmentation)
        .withNormalization(MnistData.NORMALIZATION);
  }

  public Recipe withEpochs(int newEpochs) {
    return new Recipe(
        name,
        newEpochs,
        batchSize,
        seed,
        schedule,
        learningRate,
        momentum,
        dropout,
        augmentation,
        validationSize);
  }

  public Recipe withBatchSize(int newBatchSize) {
    return new Recipe(
        name,
        epochs,
        newBatchSize,
        seed,
        schedule,
        learningRate,
        momentum,
        dropout,
        augmentation,
        validationSize);
  }

  public Recipe withSeed(long newSeed) {
    return new Recipe(
        name,
        epochs,
        batchSize,
        newSeed,
        schedule,
        learningRate,
        momentum,
        dropout,
        augmentation,
        validationSize);
  }

  public Recipe withLearningRate(double newLearningRate) {
    return new Recipe(
        name,
        epochs,
        batchSize,
        seed,
        schedule,
        newLearningRate,
        momentum,
        dropout,
        augmentation,
        validationSize);
  }

  public Recipe withValidationSize(int newValidationSize) {
    return new Recipe(
        name,
        epochs,
        batchSize,
        seed,
        schedule,
        learningRate,
        momentum,
        dropout,
        augmentation,
        newValidationSize);
  }
}
