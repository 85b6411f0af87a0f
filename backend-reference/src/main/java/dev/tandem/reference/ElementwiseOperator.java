package dev.tandem.reference;

import java.util.function.DoubleUnaryOperator;
import org.apache.commons.numbers.gamma.Erf;

/** {@code y = f(x)} for each element alone; StrictMath, so that every JVM gives the same bits. */
final class ElementwiseOperator implements Operator {
  private final DoubleUnaryOperator function;
  private final DoubleUnaryOperator derivative;
  private double[] input = {};

  /**
   * @param derivative of {@code function}, by x
   */
  ElementwiseOperator(DoubleUnaryOperator function, DoubleUnaryOperator derivative) {
    this.function = function;
    this.derivative = derivative;
  }

  /** The logistic function. */
  static double logistic(double x) {
    return 1 / (1 + StrictMath.exp(-x));
  }

  /** The normal distribution. */
  static double normal(double x) {
    return (1 + Erf.value(x / Math.sqrt(2))) / 2;
  }

  /** Density of the normal distribution. */
  static double density(double x) {
    return StrictMath.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
  }

  @Override
  public double[] forward(double[] x, Pass pass) {
    input = x;
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      y[i] = function.applyAsDouble(x[i]);
    }
    return y;
  }

  @Override
  public double[] backward(double[] dy) {
    double[] dx = new double[dy.length];
    for (int i = 0; i < dy.length; i++) {
      dx[i] = dy[i] * derivative.applyAsDouble(input[i]);
    }
    return dx;
  }
}
