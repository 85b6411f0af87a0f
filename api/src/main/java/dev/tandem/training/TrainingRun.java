package dev.tandem.training;

import dev.tandem.data.BatchPipeline;
import dev.tandem.data.BatchSource;
import dev.tandem.data.Dataset;
import dev.tandem.data.PreparedBatch;
import dev.tandem.metrics.ConfusionMatrix;
import dev.tandem.model.ModelState;
import dev.tandem.random.RandomStreams;
import dev.tandem.spi.Backend;
import dev.tandem.spi.InferenceSession;
import dev.tandem.spi.StepContext;
import dev.tandem.spi.StepResult;
import dev.tandem.spi.TrainingSession;
import dev.tandem.training.Progress.Totals;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;

/** The training loop over one session: epochs, schedule, evaluation, listeners, cancellation. */
final class TrainingRun {
  private final Backend backend;
  private final TrainingSession session;
  private final TrainingSpec spec;
  private final Checkpoint from;
  private final TrainingData data;
  private final List<TrainingListener> listeners;
  private final Cancellation cancellation;
  private final int dataThreads;
  private final BatchSource source;
  private final Evaluator evaluator;
  private final WeightAverage average;

  TrainingRun(
      Backend backend,
      TrainingSession session,
      Checkpoint from,
      TrainingData data,
      List<TrainingListener> listeners,
      Cancellation cancellation,
      int dataThreads) {
    this.backend = backend;
    this.session = session;
    this.spec = from.spec();
    this.from = from;
    this.data = data;
    this.listeners = List.copyOf(listeners);
    this.cancellation = cancellation;
    this.dataThreads = dataThreads;
    this.source =
        new BatchSource(
            data.train(),
            spec.plan().model(),
            spec.batchSize(),
            spec.augmentation(),
            spec.normalization(),
            new RandomStreams(spec.seed()));
    this.evaluator = new Evaluator(spec.normalization(), spec.plan().loss());
    this.average = new WeightAverage(spec.averaging(), from.average());
    data.requireFits(spec.plan().model());
    requireSameData();
  }

  /** The position in the data is a number of batches: with other data it would be another place. */
  private void requireSameData() {
    Progress progress = from.progress();
    long expected = (long) progress.epoch() * source.batchesPerEpoch() + progress.batch();
    if (from.state().step() != expected) {
      throw new IllegalArgumentException(
          "the checkpoint has taken "
              + from.state().step()
              + " steps, but with "
              + data.train().size()
              + " training examples its place would be step "
              + expected
              + "; go on with the data that the run began with.");
    }
  }

  /** Goes on to the end of the last epoch. */
  Checkpoint run() {
    Checkpoint last = from;
    while (last.progress().epoch() < spec.epochs()) {
      Progress trained = trainEpoch(last.progress());
      EpochRecord record = evaluateEpoch(trained);
      boolean best = isBest(record, trained.history());
      List<EpochRecord> history = new ArrayList<>(trained.history());
      history.add(record);
      last = checkpoint(new Progress(history.size(), 0, Totals.ZERO, history), best);
      listeners.forEach(listener -> listener.onEpoch(record));
    }
    return last;
  }

  private Progress trainEpoch(Progress from) {
    Progress progress = from;
    int epoch = from.epoch();
    try (BatchPipeline batches = new BatchPipeline(source, epoch, from.batch(), dataThreads)) {
      long started = System.nanoTime();
      double secondsBefore = from.totals().seconds();
      while (batches.hasNext()) {
        if (cancellation.isRequested()) {
          throw cancelled(progress);
        }
        Totals totals = step(progress, batches.next());
        double seconds = secondsBefore + (System.nanoTime() - started) / 1e9;
        progress =
            new Progress(epoch, progress.batch() + 1, totals.withSeconds(seconds), from.history());
      }
    }
    return progress;
  }

  private Totals step(Progress progress, PreparedBatch prepared) {
    int batches = source.batchesPerEpoch();
    long step = (long) progress.epoch() * batches + progress.batch();
    double learningRate = spec.schedule().at(step);
    int[] labels = prepared.batch().labels();
    StepResult result =
        session.trainStep(prepared.batch(), new StepContext(step, learningRate, prepared.masks()));
    if (average.isDue(step + 1)) {
      average.update(session.snapshot().tensors());
    }
    StepRecord record =
        new StepRecord(
            progress.epoch() + 1,
            progress.batch() + 1,
            batches,
            step + 1,
            labels.length,
            learningRate,
            result.loss());
    listeners.forEach(listener -> listener.onStep(record));
    return progress.totals().plus(result, labels);
  }

  private EpochRecord evaluateEpoch(Progress trained) {
    try {
      if (average.tensors().isEmpty()) {
        return evaluateEpoch(trained, session);
      }
      ModelState weights = checkpoint(trained).weights();
      try (InferenceSession averaged = backend.load(spec.plan().model(), weights)) {
        return evaluateEpoch(trained, averaged);
      }
    } catch (CancellationException e) {
      if (!cancellation.isRequested()) {
        throw e; // somebody else's
      }
      throw cancelled(trained);
    }
  }

  private EpochRecord evaluateEpoch(Progress trained, InferenceSession weights) {
    Dataset validation = data.validation();
    return new EpochRecord(
        trained.epoch() + 1,
        trained.totals().toEvaluation(),
        validation == null ? null : evaluate(weights, validation),
        evaluate(weights, data.test()),
        trained.totals().seconds());
  }

  private Evaluation evaluate(InferenceSession weights, Dataset part) {
    listeners.forEach(listener -> listener.onEvaluation(part.size()));
    return evaluator.evaluate(weights, part, new ConfusionMatrix(part.classes()), cancellation);
  }

  /** A later epoch must be better to be the best: among equals the first stays. */
  private static boolean isBest(EpochRecord record, List<EpochRecord> before) {
    Evaluation validation = record.validation();
    if (validation == null) {
      return false;
    }
    return before.stream()
        .map(EpochRecord::validation)
        .allMatch(earlier -> earlier == null || validation.correct() > earlier.correct());
  }

  private Checkpoint checkpoint(Progress progress) {
    return new Checkpoint(spec, session.snapshot(), average.tensors(), progress);
  }

  private Checkpoint checkpoint(Progress progress, boolean best) {
    Checkpoint checkpoint = checkpoint(progress);
    listeners.forEach(listener -> listener.onCheckpoint(checkpoint, best));
    return checkpoint;
  }

  private CancellationException cancelled(Progress progress) {
    checkpoint(progress, false);
    return new CancellationException(
        "cancelled in epoch " + (progress.epoch() + 1) + " after batch " + progress.batch());
  }
}
