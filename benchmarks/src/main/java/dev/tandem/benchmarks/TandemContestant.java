package dev.tandem.benchmarks;

import dev.tandem.data.BatchPipeline;
import dev.tandem.data.BatchSource;
import dev.tandem.data.Dataset;
import dev.tandem.data.PreparedBatch;
import dev.tandem.random.RandomStreams;
import dev.tandem.spi.Backend;
import dev.tandem.spi.StepContext;
import dev.tandem.spi.TrainingSession;
import dev.tandem.training.Checkpoint;
import dev.tandem.training.TrainingSpec;

/** Tandem's own step, with the batches prepared as {@code Trainer} has them prepared. */
final class TandemContestant implements Contestant {
  private final Backend backend;
  private final TrainingSpec spec;
  private final BatchSource source;
  private final TrainingSession session;
  private BatchPipeline batches;
  private int epoch;
  private long steps;

  TandemContestant(Backend backend, Dataset images, TrainingSpec spec) {
    this.backend = backend;
    this.spec = spec;
    this.source =
        new BatchSource(
            images,
            spec.plan().model(),
            spec.batchSize(),
            spec.augmentation(),
            spec.normalization(),
            new RandomStreams(spec.seed()));
    this.session = backend.compile(spec.plan(), Checkpoint.initial(spec).state());
    this.batches = new BatchPipeline(source, epoch, 0, 1);
  }

  @Override
  public String name() {
    return "Tandem on " + backend.info().engine();
  }

  @Override
  public int step() {
    if (!batches.hasNext()) {
      batches.close();
      batches = new BatchPipeline(source, ++epoch, 0, 1);
    }
    PreparedBatch prepared = batches.next();
    session.trainStep(
        prepared.batch(), new StepContext(steps, spec.schedule().at(steps), prepared.masks()));
    steps++;
    return prepared.batch().size();
  }

  @Override
  public void close() {
    batches.close();
    session.close();
    backend.close();
  }
}
