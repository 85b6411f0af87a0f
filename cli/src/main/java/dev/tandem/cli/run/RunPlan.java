package dev.tandem.cli.run;

import dev.tandem.cli.console.Failure;
import dev.tandem.data.Dataset;
import dev.tandem.formats.SavedCheckpoint;
import dev.tandem.mnist.MnistData;
import dev.tandem.mnist.MnistModel;
import dev.tandem.mnist.Recipe;
import dev.tandem.model.ModelSpec;
import dev.tandem.training.Checkpoint;
import dev.tandem.training.TrainingData;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A training that is ready to start: all but the backend.
 *
 * @param start where from
 * @param recipe name of the recipe it began with
 * @param dataName what the data is called
 * @param data its parts
 * @param hashes SHA-256 by part
 * @param folder takes the results
 */
public record RunPlan(
    Checkpoint start,
    String recipe,
    String dataName,
    TrainingData data,
    Map<String, String> hashes,
    RunFolder folder) {

  /** Returns the plan of a new run. */
  public static RunPlan fresh(
      MnistModel model, Recipe recipe, int limit, MnistData data, RunFolder folder) {
    Split split = new Split(limit, recipe.validationSize());
    TrainingData parts = split.apply(data);
    Checkpoint start = Checkpoint.initial(recipe.toSpec(model, parts.train().size()));
    requireFits(start.spec().plan().model(), parts.test(), data.name());
    return new RunPlan(start, recipe.name(), data.name(), parts, split.hashes(data), folder);
  }

  /**
   * Returns the plan to go on with a saved run, on any backend.
   *
   * @param epochs new total; null to leave it
   * @param source read only when the checkpoint is known to be good
   */
  public static RunPlan resumed(
      @Nullable Integer epochs, Supplier<MnistData> source, RunFolder folder) {
    SavedCheckpoint saved = folder.load();
    Checkpoint start = saved.checkpoint();
    if (epochs != null) {
      start = withEpochs(start, epochs);
    }
    MnistData data = source.get();
    Split split = Split.of(saved.record().data());
    Map<String, String> hashes = split.hashes(data);
    if (!hashes.equals(saved.record().data())) {
      throw Failure.badData(
          "--resume %s: the data is another than the run began with; give it with --data.%n"
                  .formatted(folder.path())
              + "  the run: %s%n  %s: %s".formatted(saved.record().data(), data.name(), hashes));
    }
    return new RunPlan(
        start, saved.record().recipe(), data.name(), split.apply(data), hashes, folder);
  }

  private static Checkpoint withEpochs(Checkpoint start, int epochs) {
    int finished = start.progress().epoch();
    if (epochs < finished) {
      throw Failure.usage(
          "--epochs %d: the run has finished %d epochs already".formatted(epochs, finished));
    }
    return start.withEpochs(epochs);
  }

  /** Refuses data that the model cannot take. */
  public static void requireFits(ModelSpec model, Dataset data, String name) {
    if (!data.shape().equals(model.input())) {
      throw Failure.badData(
          "%s has images %s, model %s takes %s"
              .formatted(name, data.shape(), model.name(), model.input()));
    }
    int classes = model.output().size();
    if (data.classes() != classes) {
      throw Failure.badData(
          "%s has labels from 0 to %d, model %s tells %d classes apart"
              .formatted(name, data.classes() - 1, model.name(), classes));
    }
  }
}
