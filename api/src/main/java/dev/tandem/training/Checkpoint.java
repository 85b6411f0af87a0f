package dev.tandem.training;

import dev.tandem.model.ModelSpec;
import dev.tandem.model.ModelState;
import dev.tandem.random.RandomStreams;
import dev.tandem.tensor.HostTensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * All that is needed to go on with a run, on any backend.
 *
 * @param spec the run
 * @param state parameters, statistics, optimizer slots, step
 * @param average the moving average of parameters and statistics; empty where there is none yet
 * @param progress position in the data, history
 */
public record Checkpoint(
    TrainingSpec spec, ModelState state, Map<String, HostTensor> average, Progress progress) {
  /**
   * @throws IllegalArgumentException if state or average do not belong to the run's model, or there
   *     is an average in a run that keeps none
   */
  public Checkpoint {
    average = Collections.unmodifiableMap(new LinkedHashMap<>(average));
    state.requireFits(spec.plan().model());
    if (!average.isEmpty()) {
      if (spec.averaging().isNone()) {
        throw new IllegalArgumentException("a run without averaging has an average of weights");
      }
      requireFits(average, spec.plan().model());
    }
  }

  private static void requireFits(Map<String, HostTensor> average, ModelSpec model) {
    try {
      new ModelState(average, Map.of(), 0).requireFits(model);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("average of the weights: " + e.getMessage(), e);
    }
  }

  /** Returns the state before the first step of a run. */
  public static Checkpoint initial(TrainingSpec spec) {
    ModelState state = spec.plan().model().initialState(new RandomStreams(spec.seed()));
    return new Checkpoint(spec, state, Map.of(), Progress.start());
  }

  /** Returns the same place in a run of another length. */
  public Checkpoint withEpochs(int epochs) {
    return new Checkpoint(spec.withEpochs(epochs), state, average, progress);
  }

  /** Returns what predicts: the average of the weights if there is one, else the weights. */
  public ModelState weights() {
    return average.isEmpty() ? state : new ModelState(average, Map.of(), state.step());
  }
}
