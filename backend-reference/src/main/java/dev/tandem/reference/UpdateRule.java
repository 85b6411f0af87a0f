package dev.tandem.reference;

import java.util.List;

/** A compiled optimizer's formula for one parameter. */
@FunctionalInterface
interface UpdateRule {

  /**
   * Moves a parameter by its gradient.
   *
   * @param slots the optimizer's arrays for the parameter, in the order of its slots' names
   * @param step number of this step, from 1
   */
  void move(Parameter parameter, List<double[]> slots, long step, double learningRate);
}
