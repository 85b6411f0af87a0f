package dev.tandem.reference;

import dev.tandem.model.LayerNode;

/** {@link dev.tandem.model.AdaptiveAvgPool2d}: the mean of each plane. */
final class AveragePoolOperator implements Operator {
  private final int plane;

  AveragePoolOperator(LayerNode node) {
    this.plane = node.input().dimension(1) * node.input().dimension(2);
  }

  @Override
  public double[] forward(double[] x, Pass pass) {
    double[] y = new double[x.length / plane];
    for (int i = 0; i < x.length; i++) {
      y[i / plane] += x[i];
    }
    for (int i = 0; i < y.length; i++) {
      y[i] /= plane;
    }
    return y;
  }

  @Override
  public double[] backward(double[] dy) {
    double[] dx = new double[dy.length * plane];
    for (int i = 0; i < dx.length; i++) {
      dx[i] = dy[i / plane] / plane;
    }
    return dx;
  }
}
