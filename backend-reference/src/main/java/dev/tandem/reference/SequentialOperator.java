package dev.tandem.reference;

import java.util.List;

/** One operator after another; none at all is the identity. */
record SequentialOperator(List<Operator> operators) implements Operator {
  SequentialOperator {
    operators = List.copyOf(operators);
  }

  @Override
  public double[] forward(double[] x, Pass pass) {
    double[] value = x;
    for (Operator operator : operators) {
      value = operator.forward(value, pass);
    }
    return value;
  }

  @Override
  public double[] backward(double[] dy) {
    double[] gradient = dy;
    for (int i = operators.size() - 1; i >= 0; i--) {
      gradient = operators.get(i).backward(gradient);
    }
    return gradient;
  }
}
