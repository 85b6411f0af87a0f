package dev.tandem.reference;

import java.util.function.DoubleUnaryOperator;

/**
 * An operator whose outputs are changed afterwards; backward stays as it was.
 *
 * @param operator the right one
 * @param change what goes wrong
 */
record ChangedForward(Operator operator, Change change) implements Operator {

  /** Changes outputs in place. */
  @FunctionalInterface
  interface Change {
    void of(double[] y, Pass pass);
  }

  static Operator each(Operator operator, DoubleUnaryOperator change) {
    return new ChangedForward(
        operator,
        (y, pass) -> {
          for (int i = 0; i < y.length; i++) {
            y[i] = change.applyAsDouble(y[i]);
          }
        });
  }

  @Override
  public double[] forward(double[] x, Pass pass) {
    double[] y = operator.forward(x, pass).clone();
    change.of(y, pass);
    return y;
  }

  @Override
  public double[] backward(double[] dy) {
    return operator.backward(dy);
  }
}
