package dev.tandem.reference;

import dev.tandem.data.DropoutMask;
import java.util.Objects;

/** {@link dev.tandem.model.Dropout} with a rate above 0. */
final class DropoutOperator implements Operator {
  private final String path;
  private final double rate;
  private byte[] keep = {};

  DropoutOperator(String path, double rate) {
    this.path = path;
    this.rate = rate;
  }

  @Override
  public double[] forward(double[] x, Pass pass) {
    if (!pass.training()) {
      return x;
    }
    DropoutMask mask = Objects.requireNonNull(pass.masks().get(path), path);
    keep = mask.keep();
    return apply(x);
  }

  @Override
  public double[] backward(double[] dy) {
    return apply(dy);
  }

  private double[] apply(double[] x) {
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      y[i] = x[i] * keep[i] / (1 - rate);
    }
    return y;
  }
}
