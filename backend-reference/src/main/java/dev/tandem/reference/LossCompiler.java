package dev.tandem.reference;

import dev.tandem.optim.CrossEntropy;
import dev.tandem.optim.LossVisitor;
import dev.tandem.optim.MeanSquaredError;
import dev.tandem.optim.NegativeLogLikelihood;

/** Turns each loss into its mean over a batch. */
class LossCompiler implements LossVisitor<ReferenceLoss> {

  @Override
  public ReferenceLoss visit(NegativeLogLikelihood loss) {
    return LossCompiler::negativeLogLikelihood;
  }

  @Override
  public ReferenceLoss visit(CrossEntropy loss) {
    return (outputs, labels, gradient) ->
        crossEntropy(loss.labelSmoothing(), outputs, labels, gradient);
  }

  @Override
  public ReferenceLoss visit(MeanSquaredError loss) {
    return LossCompiler::meanSquaredError;
  }

  private static double negativeLogLikelihood(double[] outputs, int[] labels, double[] gradient) {
    int classes = outputs.length / labels.length;
    double sum = 0;
    for (int i = 0; i < labels.length; i++) {
      sum -= outputs[i * classes + labels[i]];
      gradient[i * classes + labels[i]] = -1.0 / labels.length;
    }
    return sum / labels.length;
  }

  /** The smoothed truth of all classes adds up to 1: the gradient is softmax minus truth. */
  private static double crossEntropy(
      double smoothing, double[] outputs, int[] labels, double[] gradient) {
    int classes = outputs.length / labels.length;
    double[] logarithms = new LogSoftmaxOperator(classes).forward(outputs, Pass.INFERENCE);
    double sum = 0;
    for (int at = 0; at < outputs.length; at++) {
      double truth = smoothing / classes + (1 - smoothing) * oneHot(at, classes, labels);
      sum -= truth * logarithms[at];
      gradient[at] = (StrictMath.exp(logarithms[at]) - truth) / labels.length;
    }
    return sum / labels.length;
  }

  private static double meanSquaredError(double[] outputs, int[] labels, double[] gradient) {
    int classes = outputs.length / labels.length;
    double sum = 0;
    for (int at = 0; at < outputs.length; at++) {
      double error = outputs[at] - oneHot(at, classes, labels);
      sum += error * error;
      gradient[at] = 2 * error / outputs.length;
    }
    return sum / outputs.length;
  }

  private static double oneHot(int at, int classes, int... labels) {
    return at % classes == labels[at / classes] ? 1 : 0;
  }
}
