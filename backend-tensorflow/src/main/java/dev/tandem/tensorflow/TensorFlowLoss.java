package dev.tandem.tensorflow;

import dev.tandem.optim.CrossEntropy;
import dev.tandem.optim.LossVisitor;
import dev.tandem.optim.MeanSquaredError;
import dev.tandem.optim.NegativeLogLikelihood;
import org.tensorflow.Output;

/**
 * Adds the mean loss of a batch to the graph, a scalar.
 *
 * @param outputs {@code [n, classes]}
 * @param labels {@code [n]}, integers
 */
record TensorFlowLoss(GraphBuilder graph, Output<?> outputs, Output<?> labels, int classes)
    implements LossVisitor<Output<?>> {

  @Override
  public Output<?> visit(NegativeLogLikelihood loss) {
    return crossEntropy(outputs, oneHot(1, 0));
  }

  @Override
  public Output<?> visit(CrossEntropy loss) {
    double share = loss.labelSmoothing() / classes;
    return crossEntropy(
        graph.add("LogSoftmax", outputs), oneHot(1 - loss.labelSmoothing() + share, share));
  }

  @Override
  public Output<?> visit(MeanSquaredError loss) {
    Output<?> error = graph.add("Sub", outputs, oneHot(1, 0));
    return graph.reduce("Mean", graph.add("Square", error), false, 0, 1);
  }

  private Output<?> oneHot(double on, double off) {
    return graph.add(
        "OneHot", labels, graph.scalar(classes), graph.constant(on), graph.constant(off));
  }

  private Output<?> crossEntropy(Output<?> logProbabilities, Output<?> targets) {
    Output<?> rows = graph.reduce("Sum", graph.add("Mul", logProbabilities, targets), false, 1);
    return graph.add("Neg", graph.reduce("Mean", rows, false, 0));
  }
}
