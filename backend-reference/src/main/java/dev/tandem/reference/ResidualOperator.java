package dev.tandem.reference;

/** {@link dev.tandem.model.Residual}: what two ways make of the same input, added. */
record ResidualOperator(Operator body, Operator projection) implements Operator {

  @Override
  public double[] forward(double[] x, Pass pass) {
    return sum(body.forward(x, pass), projection.forward(x, pass));
  }

  @Override
  public double[] backward(double[] dy) {
    return sum(body.backward(dy), projection.backward(dy));
  }

  private static double[] sum(double[] a, double[] b) {
    double[] sum = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      sum[i] = a[i] + b[i];
    }
    return sum;
  }
}
