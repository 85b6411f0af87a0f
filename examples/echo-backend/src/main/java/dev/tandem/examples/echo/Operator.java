package dev.tandem.examples.echo;

/** One compiled layer over a batch; arrays are row-major, the batch first. */
interface Operator {
  float[] forward(float[] x);

  /** Adds to the parameters' gradients; returns the gradient by the last forward's input. */
  float[] backward(float[] dy);
}
