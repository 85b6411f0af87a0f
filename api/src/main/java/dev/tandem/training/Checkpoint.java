package dev.tandem.training;

import dev.tandem.model.ModelState;
import dev.tandem.random.RandomStreams;

/**
 * All that is needed to go on with a run, on any backend.
 *
 * @param spec the run
 * @param state parameters, statistics, optimizer slots, step
 * @param progress position in the data, history
 */
public record Checkpoint(TrainingSpec spec, ModelState state, Progress progress) {
  /**
   * @throws IllegalArgumentException if the state does not belong to the run's model
   */
  public Checkpoint {
    state.requireFits(spec.plan().model());
  }

  /** Returns the state before the first step of a run. */
  public static Checkpoint initial(TrainingSpec spec) {
    ModelState state = spec.plan().model().initialState(new RandomStreams(spec.seed()));
    return new Checkpoint(spec, state, Progress.start());
  }
}
