package dev.tandem.training;

/**
 * Hears of a run's events, on the thread that trains. What it throws ends the run.
 *
 * <p>It receives records and never the trainer, so that watching cannot change a run.
 */
public interface TrainingListener {

  /** After each training step. */
  default void onStep(StepRecord step) {}

  /** Before an evaluation of {@code examples} examples. */
  default void onEvaluation(int examples) {}

  /** After each epoch and its evaluations. */
  default void onEpoch(EpochRecord epoch) {}

  /**
   * After each epoch, and when a run is cancelled within one: the moment to save.
   *
   * @param checkpoint to go on from
   * @param best whether this epoch's validation accuracy is the highest so far
   */
  default void onCheckpoint(Checkpoint checkpoint, boolean best) {}
}
