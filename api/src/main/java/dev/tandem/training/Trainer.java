package dev.tandem.training;

import dev.tandem.spi.Backend;
import dev.tandem.spi.TrainingSession;
import java.util.List;
import java.util.concurrent.CancellationException;

/** Trains a network on a backend; the loop is the same for every one of them. */
public final class Trainer {
  private final Backend backend;

  /**
   * @param backend what computes; stays open
   */
  public Trainer(Backend backend) {
    this.backend = backend;
  }

  /** Trains from the beginning to the end. */
  public Checkpoint train(TrainingSpec spec, TrainingData data, TrainingListener... listeners) {
    return train(Checkpoint.initial(spec), data, List.of(listeners), new Cancellation());
  }

  /**
   * Goes on from a checkpoint to the end of the run's last epoch.
   *
   * @param from {@link Checkpoint#initial} or a saved one
   * @param data the same data at each call, or it is another run
   * @param listeners told of every event, in this order
   * @param cancellation looked at between steps
   * @return the last checkpoint
   * @throws CancellationException if it was cancelled; the listeners have been given the checkpoint
   * @throws IllegalArgumentException if data and model do not fit together
   */
  public Checkpoint train(
      Checkpoint from,
      TrainingData data,
      List<TrainingListener> listeners,
      Cancellation cancellation) {
    int dataThreads = Math.max(1, backend.info().threads() / 4);
    try (TrainingSession session = backend.compile(from.spec().plan(), from.state())) {
      return new TrainingRun(backend, session, from, data, listeners, cancellation, dataThreads)
          .run();
    }
  }
}
