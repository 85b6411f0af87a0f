package dev.tandem.examples.echo;

/** {@link dev.tandem.model.ReLU}; its gradient at 0 is 0. */
final class ReluOperator implements Operator {
  private float[] output = {};

  @Override
  public float[] forward(float[] x) {
    float[] y = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      y[i] = Math.max(x[i], 0);
    }
    output = y;
    return y;
  }

  @Override
  public float[] backward(float[] dy) {
    float[] dx = new float[dy.length];
    for (int i = 0; i < dy.length; i++) {
      dx[i] = output[i] > 0 ? dy[i] : 0;
    }
    return dx;
  }
}
