package dev.tandem.reference;

import dev.tandem.model.LayerNode;
import dev.tandem.model.MaxPool2d;
import dev.tandem.tensor.Shape;

/** {@link MaxPool2d}; the first of equal maxima, row by row, gets the gradient. */
final class MaxPoolOperator implements Operator {
  private final MaxPool2d spec;
  private final Shape input;
  private final Shape output;
  private int[] chosen = {};

  MaxPoolOperator(MaxPool2d spec, LayerNode node) {
    this.spec = spec;
    this.input = node.input();
    this.output = node.output();
  }

  @Override
  public double[] forward(double[] x, Pass pass) {
    double[] y = new double[x.length / input.size() * output.size()];
    chosen = new int[y.length];
    for (int place = 0; place < y.length; place++) {
      int column = place % output.dimension(2);
      int row = place / output.dimension(2) % output.dimension(1);
      int plane = place / (output.dimension(1) * output.dimension(2));
      int corner = (plane * input.dimension(1) + row * spec.stride()) * input.dimension(2);
      chosen[place] = largest(x, corner + column * spec.stride());
      y[place] = x[chosen[place]];
    }
    return y;
  }

  /** A NaN counts as the largest: it must not vanish. */
  private int largest(double[] x, int corner) {
    int best = corner;
    for (int u = 0; u < spec.kernel(); u++) {
      for (int v = 0; v < spec.kernel(); v++) {
        int at = corner + u * input.dimension(2) + v;
        if (x[at] > x[best] || Double.isNaN(x[at])) {
          best = at;
        }
      }
    }
    return best;
  }

  @Override
  public double[] backward(double[] dy) {
    double[] dx = new double[dy.length / output.size() * input.size()];
    for (int place = 0; place < dy.length; place++) {
      dx[chosen[place]] += dy[place];
    }
    return dx;
  }
}
