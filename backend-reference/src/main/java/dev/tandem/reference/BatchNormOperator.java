package dev.tandem.reference;

import dev.tandem.model.BatchNorm2d;
import dev.tandem.model.LayerNode;
import java.util.function.Function;
import java.util.function.IntToDoubleFunction;

/** {@link BatchNorm2d}, one channel after another. */
class BatchNormOperator implements Operator {
  private final BatchNorm2d spec;
  private final int channels;
  private final int plane;
  private final Parameter weight;
  private final Parameter bias;
  private final double[] runningMean;
  private final double[] runningVariance;
  private final double[] factor;
  private double[] normalized = {};

  /**
   * @param parameter returns a parameter or statistic of the layer by its role
   */
  BatchNormOperator(BatchNorm2d spec, LayerNode node, Function<String, Parameter> parameter) {
    this.spec = spec;
    this.channels = node.input().dimension(0);
    this.plane = node.input().size() / channels;
    this.weight = parameter.apply("weight");
    this.bias = parameter.apply("bias");
    this.runningMean = parameter.apply("running_mean").values;
    this.runningVariance = parameter.apply("running_var").values;
    this.factor = new double[channels];
  }

  @Override
  public double[] forward(double[] x, Pass pass) {
    double[] y = new double[x.length];
    normalized = new double[x.length];
    for (int c = 0; c < channels; c++) {
      if (pass.training()) {
        double n = (double) x.length / channels;
        double mean = sum(x.length, c, i -> x[i]) / n;
        double squares = sum(x.length, c, i -> (x[i] - mean) * (x[i] - mean));
        moveStatistics(c, mean, runningVariance(squares, n));
        normalize(x, c, mean, squares / n, y);
      } else {
        normalize(x, c, runningMean[c], runningVariance[c], y);
      }
    }
    return y;
  }

  /** Returns the variance that the running one moves to: the unbiased one. */
  double runningVariance(double squares, double n) {
    return squares / (n - 1);
  }

  private void moveStatistics(int c, double mean, double variance) {
    double decay = spec.statisticsDecay();
    runningMean[c] = decay * runningMean[c] + (1 - decay) * mean;
    runningVariance[c] = decay * runningVariance[c] + (1 - decay) * variance;
  }

  private void normalize(double[] x, int c, double mean, double variance, double[] y) {
    factor[c] = 1 / Math.sqrt(variance + spec.epsilon());
    for (int image = c * plane; image < x.length; image += channels * plane) {
      for (int i = image; i < image + plane; i++) {
        normalized[i] = (x[i] - mean) * factor[c];
        y[i] = weight.values[c] * normalized[i] + bias.values[c];
      }
    }
  }

  /**
   * With z the normalised input and means over the channel: {@code dx = weight / sqrt(variance +
   * epsilon) * (dy - mean(dy) - z * mean(dy * z))}, as mean and variance depend on x too.
   */
  @Override
  public double[] backward(double[] dy) {
    double n = (double) dy.length / channels;
    double[] dx = new double[dy.length];
    for (int c = 0; c < channels; c++) {
      double sum = sum(dy.length, c, i -> dy[i]);
      double product = sum(dy.length, c, i -> dy[i] * normalized[i]);
      bias.gradient[c] += sum;
      weight.gradient[c] += product;
      for (int image = c * plane; image < dy.length; image += channels * plane) {
        for (int i = image; i < image + plane; i++) {
          dx[i] = weight.values[c] * factor[c] * (dy[i] - sum / n - normalized[i] * product / n);
        }
      }
    }
    return dx;
  }

  private double sum(int length, int channel, IntToDoubleFunction term) {
    double sum = 0;
    for (int image = channel * plane; image < length; image += channels * plane) {
      for (int i = image; i < image + plane; i++) {
        sum += term.applyAsDouble(i);
      }
    }
    return sum;
  }
}
