package dev.tandem.mnist;

import dev.tandem.data.Augmentation;
import dev.tandem.data.Augmentation.Interpolation;
import dev.tandem.data.RandomTransform.Rotation;
import dev.tandem.mnist.Recipe.Schedule;
import java.util.List;

/** The numbers of every recipe, in one place. */
final class Recipes {
  static final List<String> NAMES = List.of("seed", "quick");

  private static final long SEED = 1;
  private static final double MOMENTUM = 0.9;

  /** Held out where a recipe has no reason to train on every example. */
  private static final int VALIDATION = 5_000;

  private Recipes() {}

  static Recipe named(String name, MnistModel model) {
    return switch (name) {
      case "seed" -> seed(model);
      case "quick" -> quick(model);
      default ->
          throw new IllegalArgumentException(
              "unknown recipe '" + name + "'; there are: " + String.join(", ", NAMES));
    };
  }

  /** What EVA6S4 trained with: a constant rate and no validation part. */
  private static Recipe seed(MnistModel model) {
    return switch (model) {
      case MEDIUM -> seed(64, 0.01, 0.1, Augmentation.none());
      case SMALL -> seed(32, 0.061005, 0.02, slightRotation());
      case ULTRASMALL -> seed(32, 0.025, 0.02, slightRotation());
    };
  }

  private static Recipe seed(int batchSize, double rate, double dropout, Augmentation images) {
    return new Recipe(
        "seed", 19, batchSize, SEED, Schedule.CONSTANT, rate, MOMENTUM, dropout, images, 0);
  }

  /** EVA6S4's fill is 1 of 255; it leaves the interpolation to torchvision. */
  private static Augmentation slightRotation() {
    return new Augmentation(List.of(new Rotation(5)), 1 / 255f, Interpolation.NEAREST);
  }

  /** One cycle over few epochs: almost the same accuracy in a fraction of the time. */
  private static Recipe quick(MnistModel model) {
    return switch (model) {
      case MEDIUM -> quick(2, 128, 0.2, 0);
      case SMALL -> quick(3, 128, 0.2, 0);
      case ULTRASMALL -> quick(4, 128, 0.2, 0);
    };
  }

  private static Recipe quick(int epochs, int batchSize, double peak, double dropout) {
    return new Recipe(
        "quick",
        epochs,
        batchSize,
        SEED,
        Schedule.ONE_CYCLE,
        peak,
        MOMENTUM,
        dropout,
        Augmentation.none(),
        VALIDATION);
  }
}
