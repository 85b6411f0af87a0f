package dev.tandem.reference;

import dev.tandem.model.LayerNode;
import dev.tandem.tensor.Shape;
import java.util.function.IntBinaryOperator;

/**
 * {@link dev.tandem.model.AvgPool2d} and {@link dev.tandem.model.AdaptiveAvgPool2d}: the mean of
 * each window.
 */
final class AveragePoolOperator implements Operator {
  private final Shape input;
  private final Shape output;
  private final IntBinaryOperator from;
  private final IntBinaryOperator to;

  /**
   * @param from returns the first row (or column) of window i along axis 1 (or 2)
   * @param to returns the one after the last
   */
  AveragePoolOperator(LayerNode node, IntBinaryOperator from, IntBinaryOperator to) {
    this.input = node.input();
    this.output = node.output();
    this.from = from;
    this.to = to;
  }

  @Override
  public double[] forward(double[] x, Pass pass) {
    double[] y = new double[x.length / input.size() * output.size()];
    members(y.length, (out, in, count) -> y[out] += x[in] / count);
    return y;
  }

  @Override
  public double[] backward(double[] dy) {
    double[] dx = new double[dy.length / output.size() * input.size()];
    members(dy.length, (out, in, count) -> dx[in] += dy[out] / count);
    return dx;
  }

  /** One of {@code count} elements of a window. */
  private interface Member {
    void at(int out, int in, int count);
  }

  /** Goes through the elements of the windows of that many outputs. */
  private void members(int outputs, Member member) {
    for (int out = 0; out < outputs; out++) {
      int column = out % output.dimension(2);
      int row = out / output.dimension(2) % output.dimension(1);
      int plane = out / (output.dimension(1) * output.dimension(2));
      int left = from.applyAsInt(column, 2);
      int right = to.applyAsInt(column, 2);
      int top = from.applyAsInt(row, 1);
      int bottom = to.applyAsInt(row, 1);
      for (int p = top; p < bottom; p++) {
        int start = (plane * input.dimension(1) + p) * input.dimension(2);
        for (int q = left; q < right; q++) {
          member.at(out, start + q, (bottom - top) * (right - left));
        }
      }
    }
  }
}
