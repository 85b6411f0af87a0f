package dev.tandem.reference;

/** {@link dev.tandem.model.LogSoftmax}; StrictMath, so that every JVM gives the same bits. */
class LogSoftmaxOperator implements Operator {
  private final int classes;
  private double[] output = {};

  LogSoftmaxOperator(int classes) {
    this.classes = classes;
  }

  @Override
  public double[] forward(double[] x, Pass pass) {
    double[] y = new double[x.length];
    for (int row = 0; row < x.length; row += classes) {
      double largest = largest(x, row);
      double sum = 0;
      for (int k = row; k < row + classes; k++) {
        sum += StrictMath.exp(x[k] - largest);
      }
      for (int k = row; k < row + classes; k++) {
        y[k] = x[k] - largest - StrictMath.log(sum);
      }
    }
    output = y;
    return y;
  }

  /** Returns what is subtracted first, so that nothing overflows. */
  double largest(double[] x, int row) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int k = row; k < row + classes; k++) {
      largest = Math.max(largest, x[k]);
    }
    return largest;
  }

  /** {@code dx[k] = dy[k] - softmax[k] * sum of dy}. */
  @Override
  public double[] backward(double[] dy) {
    double[] dx = new double[dy.length];
    for (int row = 0; row < dy.length; row += classes) {
      double sum = 0;
      for (int k = row; k < row + classes; k++) {
        sum += dy[k];
      }
      for (int k = row; k < row + classes; k++) {
        dx[k] = dy[k] - StrictMath.exp(output[k]) * sum;
      }
    }
    return dx;
  }
}
