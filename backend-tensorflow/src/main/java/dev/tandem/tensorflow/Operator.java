package dev.tandem.tensorflow;

import org.tensorflow.Output;

/** One compiled layer. */
@FunctionalInterface
interface Operator {
  /**
   * Adds the layer to the graph.
   *
   * @param x {@code [n, …]}; images {@code [n, height, width, channels]}
   * @param pass the pass through the model that is being built
   */
  Value apply(Output<?> x, Pass pass);
}
