package dev.tandem.cli.run;

import static java.util.Comparator.comparingDouble;
import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.tandem.formats.TandemJson;
import dev.tandem.training.Checkpoint;
import dev.tandem.training.EpochRecord;
import dev.tandem.training.Evaluation;
import dev.tandem.training.RunRecord;
import dev.tandem.training.TrainingSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The document that {@code --json} prints. Accuracies are in [0, 1]; what is null is left out.
 *
 * @param epochs of the whole run; the history has those that are finished
 * @param parameters number of trained values
 * @param test after the last epoch
 * @param confusion counts by true class, then by predicted class; only if asked for
 * @param history only of a training
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Report(
    String backend,
    String device,
    String model,
    String recipe,
    long seed,
    int epochs,
    int batchSize,
    long parameters,
    @Nullable Measures test,
    @Nullable List<List<Long>> confusion,
    @Nullable List<Epoch> history,
    String checkpoint,
    RunRecord provenance) {

  /** An evaluation with its accuracy spelled out. */
  public record Measures(long correct, long total, double accuracy, double loss) {
    static Measures of(Evaluation e) {
      return new Measures(e.correct(), e.total(), e.accuracy(), e.loss());
    }
  }

  /** One epoch in one line. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Epoch(
      int epoch,
      double trainLoss,
      double trainAccuracy,
      @Nullable Double validationLoss,
      @Nullable Double validationAccuracy,
      double testLoss,
      double testAccuracy,
      double seconds,
      double imagesPerSecond) {

    static Epoch of(EpochRecord e) {
      Evaluation validation = e.validation();
      return new Epoch(
          e.epoch(),
          e.train().loss(),
          e.train().accuracy(),
          validation == null ? null : validation.loss(),
          validation == null ? null : validation.accuracy(),
          e.test().loss(),
          e.test().accuracy(),
          e.seconds(),
          e.imagesPerSecond());
    }
  }

  /** Returns the report of a training so far. */
  public static Report of(Checkpoint checkpoint, RunRecord record, Path file) {
    List<EpochRecord> history = checkpoint.progress().history();
    Measures test = history.isEmpty() ? null : Measures.of(history.get(history.size() - 1).test());
    List<Epoch> epochs = history.stream().map(Epoch::of).toList();
    return of(checkpoint.spec(), record, file, test, null, epochs);
  }

  /** Returns the report of an evaluation. */
  public static Report of(
      TrainingSpec spec,
      RunRecord record,
      Path file,
      Evaluation test,
      @Nullable List<List<Long>> confusion) {
    return of(spec, record, file, Measures.of(test), confusion, null);
  }

  private static Report of(
      TrainingSpec spec,
      RunRecord record,
      Path file,
      @Nullable Measures test,
      @Nullable List<List<Long>> confusion,
      @Nullable List<Epoch> history) {
    return new Report(
        record.backend().id(),
        record.backend().device().toString(),
        spec.plan().model().name(),
        record.recipe(),
        spec.seed(),
        spec.epochs(),
        spec.batchSize(),
        spec.plan().model().parameterCount(),
        test,
        confusion,
        history,
        file.toString(),
        record);
  }

  /** Returns the epoch with the highest validation accuracy, the first of equal ones. */
  public Optional<Epoch> best() {
    return requireNonNullElse(history, List.<Epoch>of()).stream()
        .filter(epoch -> epoch.validationAccuracy() != null)
        .max(comparingDouble(epoch -> requireNonNullElse(epoch.validationAccuracy(), 0.0)));
  }

  /** Returns what writes this and every other document: indented, for eyes too. */
  public static ObjectWriter writer() {
    return TandemJson.mapper().writerWithDefaultPrettyPrinter();
  }
}
