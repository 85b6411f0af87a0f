package dev.tandem.reference;

import dev.tandem.model.Conv2d;
import dev.tandem.model.LayerNode;
import dev.tandem.tensor.Shape;
import org.jspecify.annotations.Nullable;

/**
 * {@link Conv2d}: a sum of products {@code y[out] += weight[tap] * x[in]}. Backward goes through
 * the same products and sends each one's share of the gradient to both factors.
 */
class ConvolutionOperator implements Operator {
  private final Conv2d spec;
  private final Shape input;
  private final Shape output;
  private final Parameter weight;
  private final @Nullable Parameter bias;
  private double[] lastInput = {};

  ConvolutionOperator(Conv2d spec, LayerNode node, Parameter weight, @Nullable Parameter bias) {
    this.spec = spec;
    this.input = node.input();
    this.output = node.output();
    this.weight = weight;
    this.bias = bias;
  }

  @Override
  public double[] forward(double[] x, Pass pass) {
    int stride = spec.stride();
    lastInput = x;
    double[] y = new double[x.length / input.size() * output.size()];
    for (int out = 0; bias != null && out < y.length; out++) {
      y[out] = bias.values[filter(out)];
    }
    products(
        y.length,
        (tap, out, in, count) -> {
          double w = weight.values[tap];
          for (int j = 0; j < count; j++) {
            y[out + j] += w * x[in + j * stride];
          }
        });
    return y;
  }

  @Override
  public double[] backward(double[] dy) {
    int stride = spec.stride();
    double[] x = lastInput;
    double[] dx = new double[x.length];
    for (int out = 0; bias != null && out < dy.length; out++) {
      bias.gradient[filter(out)] += dy[out];
    }
    products(
        dy.length,
        (tap, out, in, count) -> {
          double w = weight.values[tap];
          double dw = 0;
          for (int j = 0; j < count; j++) {
            dw += dy[out + j] * x[in + j * stride];
            dx[in + j * stride] += dy[out + j] * w;
          }
          weight.gradient[tap] += dw;
        });
    return dx;
  }

  /** The products of one tap with one row: {@code out + j} and {@code in + j * stride}. */
  private interface Row {
    void at(int tap, int out, int in, int count);
  }

  /** Goes through all products of that many outputs. */
  private void products(int outputs, Row row) {
    int channels = input.dimension(0);
    int filters = output.dimension(0);
    int kernel = weight.spec.shape().dimension(2);
    int taps = weight.values.length / filters;
    for (int plane = 0; plane < outputs / (output.dimension(1) * output.dimension(2)); plane++) {
      int filter = plane % filters;
      int first = plane / filters * channels + firstChannel(filter);
      for (int tap = 0; tap < taps; tap++) {
        int c = first + tap / (kernel * kernel);
        int u = shift(tap / kernel % kernel);
        int v = shift(tap % kernel);
        rows(filter * taps + tap, plane, c, u, v, row);
      }
    }
  }

  /** Returns the first of the channels that a filter sees. */
  int firstChannel(int filter) {
    return filter / (output.dimension(0) / spec.groups()) * (input.dimension(0) / spec.groups());
  }

  /** Returns how far a row, or column, of the window lies after the window's place. */
  int shift(int tap) {
    return tap * spec.dilation() - spec.padding();
  }

  /** Goes through the rows of a plane of outputs; places in the padding are 0 and left out. */
  private void rows(int tap, int outPlane, int inPlane, int u, int v, Row row) {
    int columns = output.dimension(2);
    int from = first(v);
    int count = Math.min(columns, end(v, input.dimension(2))) - from;
    for (int i = first(u); i < Math.min(output.dimension(1), end(u, input.dimension(1))); i++) {
      int out = (outPlane * output.dimension(1) + i) * columns + from;
      int in = (inPlane * input.dimension(1) + i * spec.stride() + u) * input.dimension(2);
      row.at(tap, out, in + from * spec.stride() + v, count);
    }
  }

  /** Returns the least i of at least 0 with {@code i * stride + shift >= 0}. */
  private int first(int shift) {
    return Math.max(0, -Math.floorDiv(shift, spec.stride()));
  }

  /** Returns the least i with {@code i * stride + shift >= size}. */
  private int end(int shift, int size) {
    return -Math.floorDiv(shift - size, spec.stride());
  }

  /** Returns the filter that an output belongs to. */
  private int filter(int out) {
    return out / (output.dimension(1) * output.dimension(2)) % output.dimension(0);
  }
}
