package dev.tandem.reference;

import dev.tandem.model.ParameterSpec;
import dev.tandem.tensor.HostTensor;
import dev.tandem.tensor.Shape;

/** A parameter or statistic of a model, in double precision; floats are outside only. */
final class Parameter {
  final ParameterSpec spec;
  final double[] values;

  /** Gradient of the last step's loss; stays 0 for a statistic. */
  final double[] gradient;

  Parameter(ParameterSpec spec, HostTensor initial) {
    this.spec = spec;
    this.values = widen(initial);
    this.gradient = new double[values.length];
  }

  static double[] widen(HostTensor tensor) {
    double[] doubles = new double[tensor.values().length];
    for (int i = 0; i < doubles.length; i++) {
      doubles[i] = tensor.values()[i];
    }
    return doubles;
  }

  static HostTensor round(Shape shape, double[] doubles) {
    float[] floats = new float[doubles.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) doubles[i];
    }
    return HostTensor.of(shape, floats);
  }
}
