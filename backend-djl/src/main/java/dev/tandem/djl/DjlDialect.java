package dev.tandem.djl;

import ai.djl.ndarray.NDArray;

/** What one engine needs done its own way where DJL's calls are missing, slow or ambiguous. */
public interface DjlDialect {

  /** Puts the calling thread into the state the engine needs, before anything else is called. */
  void enter();

  /**
   * Computes {@code array -= rate * change} in place, outside of any recorded graph.
   *
   * @param change may be {@code array} itself
   * @param rate passed by value: unlike DJL's own operators, no array is made of it
   */
  void subtract(NDArray array, NDArray change, double rate);

  /** Makes the next backward pass start from a gradient of 0. */
  void clearGradient(NDArray weight);
}
