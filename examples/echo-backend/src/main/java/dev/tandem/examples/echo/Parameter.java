package dev.tandem.examples.echo;

import dev.tandem.model.ParameterSpec;
import dev.tandem.tensor.HostTensor;
import java.util.Arrays;

/** A trained array with its gradient and its velocity. */
final class Parameter {
  final ParameterSpec spec;
  final float[] values;
  final float[] gradient;
  final float[] velocity;

  /** Copies what it is given: a state belongs to its owner. */
  Parameter(ParameterSpec spec, HostTensor values, HostTensor velocity) {
    this.spec = spec;
    this.values = values.values().clone();
    this.velocity = velocity.values().clone();
    this.gradient = new float[this.values.length];
  }

  /** {@code v = momentum * v + g; w -= learningRate * v}, and the gradient starts again at 0. */
  void move(double momentum, double learningRate) {
    for (int i = 0; i < values.length; i++) {
      velocity[i] = (float) (momentum * velocity[i] + gradient[i]);
      values[i] = (float) (values[i] - learningRate * velocity[i]);
    }
    Arrays.fill(gradient, 0);
  }
}
