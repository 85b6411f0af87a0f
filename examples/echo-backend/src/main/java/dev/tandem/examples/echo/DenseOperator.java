package dev.tandem.examples.echo;

import org.jspecify.annotations.Nullable;

/** {@link dev.tandem.model.Dense}; sums in double. */
final class DenseOperator implements Operator {
  private final Parameter weight;
  private final @Nullable Parameter bias;
  private final int units;
  private final int features;
  private float[] input = {};

  DenseOperator(Parameter weight, @Nullable Parameter bias) {
    this.weight = weight;
    this.bias = bias;
    this.units = weight.spec.shape().dimension(0);
    this.features = weight.spec.shape().dimension(1);
  }

  @Override
  public float[] forward(float[] x) {
    input = x;
    float[] y = new float[x.length / features * units];
    for (int at = 0; at < y.length; at++) {
      int row = at / units * features;
      int unit = at % units;
      double sum = bias == null ? 0 : bias.values[unit];
      for (int i = 0; i < features; i++) {
        sum += (double) weight.values[unit * features + i] * x[row + i];
      }
      y[at] = (float) sum;
    }
    return y;
  }

  @Override
  public float[] backward(float[] dy) {
    float[] dx = new float[input.length];
    for (int at = 0; at < dy.length; at++) {
      int row = at / units * features;
      int unit = at % units;
      if (bias != null) {
        bias.gradient[unit] += dy[at];
      }
      for (int i = 0; i < features; i++) {
        weight.gradient[unit * features + i] += dy[at] * input[row + i];
        dx[row + i] += dy[at] * weight.values[unit * features + i];
      }
    }
    return dx;
  }
}
