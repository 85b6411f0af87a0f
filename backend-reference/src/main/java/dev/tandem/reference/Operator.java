package dev.tandem.reference;

/**
 * One compiled layer. Arrays are row-major, the batch first ({@code [n, channels, height, width]});
 * an operator never changes one that it is given.
 */
interface Operator {

  /** Computes the layer's output; remembers what {@link #backward} needs. */
  double[] forward(double[] x, Pass pass);

  /**
   * Goes back through the last forward pass, which was in training; adds the gradients of the
   * layer's parameters to theirs.
   *
   * @param dy gradient of the loss by the output
   * @return gradient of the loss by the input
   */
  double[] backward(double[] dy);
}
