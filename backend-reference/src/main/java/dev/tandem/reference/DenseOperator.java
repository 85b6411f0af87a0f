package dev.tandem.reference;

import org.jspecify.annotations.Nullable;

/** {@link dev.tandem.model.Dense}; the weight is {@code [units, features]}. */
final class DenseOperator implements Operator {
  private final int units;
  private final int features;
  private final Parameter weight;
  private final @Nullable Parameter bias;
  private double[] input = {};

  DenseOperator(Parameter weight, @Nullable Parameter bias) {
    this.units = weight.spec.shape().dimension(0);
    this.features = weight.spec.shape().dimension(1);
    this.weight = weight;
    this.bias = bias;
  }

  @Override
  public double[] forward(double[] x, Pass pass) {
    input = x;
    double[] y = new double[x.length / features * units];
    for (int out = 0; out < y.length; out++) {
      int row = out % units * features;
      int from = out / units * features;
      double sum = bias == null ? 0 : bias.values[out % units];
      for (int i = 0; i < features; i++) {
        sum += weight.values[row + i] * x[from + i];
      }
      y[out] = sum;
    }
    return y;
  }

  @Override
  public double[] backward(double[] dy) {
    double[] dx = new double[input.length];
    for (int out = 0; out < dy.length; out++) {
      int row = out % units * features;
      int from = out / units * features;
      for (int i = 0; i < features; i++) {
        weight.gradient[row + i] += dy[out] * input[from + i];
        dx[from + i] += dy[out] * weight.values[row + i];
      }
      if (bias != null) {
        bias.gradient[out % units] += dy[out];
      }
    }
    return dx;
  }
}
