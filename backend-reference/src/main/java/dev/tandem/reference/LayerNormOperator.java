package dev.tandem.reference;

import dev.tandem.model.LayerNorm;

/** {@link LayerNorm}, one example after another. */
class LayerNormOperator implements Operator {
  private final double epsilon;
  private final int size;
  private final Parameter weight;
  private final Parameter bias;
  private double[] normalized = {};
  private double[] factor = {};

  LayerNormOperator(LayerNorm spec, Parameter weight, Parameter bias) {
    this.epsilon = spec.epsilon();
    this.size = weight.values.length;
    this.weight = weight;
    this.bias = bias;
  }

  @Override
  public double[] forward(double[] x, Pass pass) {
    double[] y = new double[x.length];
    normalized = new double[x.length];
    factor = new double[x.length / size];
    for (int example = 0; example < factor.length; example++) {
      normalize(x, example, y);
    }
    return y;
  }

  private void normalize(double[] x, int example, double[] y) {
    int from = example * size;
    double sum = 0;
    for (int i = 0; i < size; i++) {
      sum += x[from + i];
    }
    double mean = sum / size;
    double squares = 0;
    for (int i = 0; i < size; i++) {
      squares += (x[from + i] - mean) * (x[from + i] - mean);
    }
    factor[example] = 1 / Math.sqrt(variance(squares, size) + epsilon);
    for (int i = 0; i < size; i++) {
      normalized[from + i] = (x[from + i] - mean) * factor[example];
      y[from + i] = weight.values[i] * normalized[from + i] + bias.values[i];
    }
  }

  /** Returns the variance of an example's values, {@code squares} being those of their errors. */
  double variance(double squares, int count) {
    return squares / count;
  }

  /**
   * With z the normalised input, {@code dz = weight * dy} and means over the example: {@code dx =
   * (dz - mean(dz) - z * mean(dz * z)) / sqrt(variance + epsilon)}, as mean and variance depend on
   * x too.
   */
  @Override
  public double[] backward(double[] dy) {
    double[] dx = new double[dy.length];
    for (int from = 0; from < dy.length; from += size) {
      double sum = 0;
      double product = 0;
      for (int i = 0; i < size; i++) {
        bias.gradient[i] += dy[from + i];
        weight.gradient[i] += dy[from + i] * normalized[from + i];
        sum += weight.values[i] * dy[from + i];
        product += weight.values[i] * dy[from + i] * normalized[from + i];
      }
      for (int i = 0; i < size; i++) {
        double dz = weight.values[i] * dy[from + i];
        dx[from + i] =
            (dz - sum / size - normalized[from + i] * product / size) * factor[from / size];
      }
    }
    return dx;
  }
}
