package dev.tandem.testkit;

/**
 * What all contracts allow: about three to five times what libtorch 2.7 was measured to be off by
 * on one thread, with five seeds. The reports keep saying how much of it is used.
 */
final class Tolerances {
  /** Outputs of one layer, or of a few: sums of some dozen products of order 1. */
  static final Tolerance FORWARD = new Tolerance(3e-6, 5e-6);

  /** A mean over the batch: errors of single outputs cancel. */
  static final Tolerance LOSS = new Tolerance(5e-7, 1e-6);

  /**
   * The relative part is that of a softmax of scores in the thousands, whose own rounding (1e-4)
   * goes through an exponential; without it 1e-5 would do.
   */
  static final Tolerance GRADIENT = new Tolerance(3e-6, 1e-4);

  /** Parameters after up to ten steps; an error of a gradient counts by the learning rate. */
  static final Tolerance SGD = new Tolerance(6e-7, 3e-6);

  /** As {@link #SGD}; Adam divides by the gradient's size, so small ones count as much. */
  static final Tolerance ADAM = new Tolerance(2e-6, 1e-5);

  /** Velocities and means of gradients after up to ten steps, of order 1. */
  static final Tolerance SLOTS = new Tolerance(2e-6, 1e-5);

  /** Outputs behind a division by a standard deviation of few values, which may be small. */
  static final Tolerance NORMALIZED = new Tolerance(1e-6, 5e-6);

  /** Running statistics: one rounding a step and little more. */
  static final Tolerance STATISTICS = new Tolerance(1.5e-7, 5e-7);

  /** Parameters after three steps with small, clipped gradients. */
  static final Tolerance CLIPPED = new Tolerance(3e-7, 2e-6);

  /** A backend against itself after a snapshot: the reference rounds to float there. */
  static final Tolerance RESUMED = new Tolerance(2e-7, 1e-6);

  /** Loss of a step of a whole network from the same state. */
  static final Tolerance STEP_LOSS = new Tolerance(2e-6, 0);

  /** Slots after that step: gradients through ten and more layers. */
  static final Tolerance STEP_SLOTS = new Tolerance(5e-5, 1e-4);

  /** Running statistics after that step. */
  static final Tolerance STEP_STATISTICS = new Tolerance(1e-6, 1e-6);

  /** Parameters after that step: the learning rate (up to 0.06) times what a slot may be off by. */
  static final Tolerance STEP_PARAMETERS = new Tolerance(3e-6, 1e-6);

  /**
   * Slots after a step in which a near tie fell otherwise: one path of a gradient more or less,
   * which no rounding bounds. The largest of five seeds was off by 7.1e-3, its loss by 5e-8.
   */
  static final Tolerance FLIPPED_SLOTS = new Tolerance(2e-2, 2e-2);

  /**
   * Losses of separate runs over the first steps: a guard against gross errors, no measure of
   * rounding, which the single steps are. After an early near tie two correct runs were seen 1.2e-2
   * apart (TensorFlow, MNIST-Medium).
   */
  static final Tolerance SEPARATE = new Tolerance(5e-2, 0);

  private Tolerances() {}
}
