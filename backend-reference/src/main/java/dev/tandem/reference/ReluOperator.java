package dev.tandem.reference;

/** {@link dev.tandem.model.ReLU}; its gradient at 0 is 0. */
final class ReluOperator implements Operator {
  private double[] output = {};

  @Override
  public double[] forward(double[] x, Pass pass) {
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      y[i] = Math.max(x[i], 0);
    }
    output = y;
    return y;
  }

  @Override
  public double[] backward(double[] dy) {
    double[] dx = new double[dy.length];
    for (int i = 0; i < dy.length; i++) {
      dx[i] = output[i] > 0 ? dy[i] : 0;
    }
    return dx;
  }
}
