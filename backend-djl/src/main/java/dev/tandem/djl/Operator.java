package dev.tandem.djl;

import ai.djl.ndarray.NDArray;

/** One compiled layer. */
@FunctionalInterface
interface Operator {
  /**
   * Computes the layer's output.
   *
   * @param input {@code [n, …]}
   * @param pass what this pass through the model brings along
   */
  NDArray apply(NDArray input, Pass pass);
}
