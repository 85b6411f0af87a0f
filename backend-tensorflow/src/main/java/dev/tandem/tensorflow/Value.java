package dev.tandem.tensorflow;

import org.tensorflow.Output;

/**
 * What a layer computes, and the way back through it.
 *
 * @param output {@code [n, …]}; images {@code [n, height, width, channels]}
 * @param backward from here to the layer's input
 */
record Value(Output<?> output, Backward backward) {

  /** The way back through a layer. */
  @FunctionalInterface
  interface Backward {
    /**
     * Adds the gradients of the layer's parameters to those of the pass.
     *
     * @param dy gradient of the loss by the output
     * @return gradient of the loss by the input
     */
    Output<?> of(Output<?> dy);
  }
}
