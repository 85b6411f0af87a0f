package dev.tandem.examples.echo;

/** {@link dev.tandem.model.LogSoftmax}, the maximum subtracted first. */
final class LogSoftmaxOperator implements Operator {
  private final int classes;
  private float[] output = {};

  LogSoftmaxOperator(int classes) {
    this.classes = classes;
  }

  @Override
  public float[] forward(float[] x) {
    float[] y = new float[x.length];
    for (int row = 0; row < x.length; row += classes) {
      float largest = x[row];
      for (int k = row; k < row + classes; k++) {
        largest = Math.max(largest, x[k]);
      }
      double sum = 0;
      for (int k = row; k < row + classes; k++) {
        sum += Math.exp(x[k] - largest);
      }
      for (int k = row; k < row + classes; k++) {
        y[k] = (float) (x[k] - largest - Math.log(sum));
      }
    }
    output = y;
    return y;
  }

  /** {@code dx[k] = dy[k] - softmax[k] * sum of dy}. */
  @Override
  public float[] backward(float[] dy) {
    float[] dx = new float[dy.length];
    for (int row = 0; row < dy.length; row += classes) {
      double sum = 0;
      for (int k = row; k < row + classes; k++) {
        sum += dy[k];
      }
      for (int k = row; k < row + classes; k++) {
        dx[k] = (float) (dy[k] - Math.exp(output[k]) * sum);
      }
    }
    return dx;
  }
}
