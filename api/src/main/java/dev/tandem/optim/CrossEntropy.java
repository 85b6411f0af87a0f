package dev.tandem.optim;

import dev.tandem.tensor.HostTensor;

/**
 * Cross entropy between the softmax of the outputs and the true class, with label smoothing
 * (Szegedy et al., "Rethinking the Inception architecture", 2016), as PyTorch's {@code
 * cross_entropy}. The model ends in raw scores (logits), without a softmax.
 *
 * <p>{@code loss = -(1 - labelSmoothing) * p[label] - labelSmoothing/K * sum over k of p[k]}, with
 * {@code p = log-softmax(outputs)} and K classes.
 *
 * @param labelSmoothing probability taken from the true class and spread over all, in [0, 1)
 */
public record CrossEntropy(double labelSmoothing) implements LossSpec {

  /**
   * @throws IllegalArgumentException if it is outside its range
   */
  public CrossEntropy {
    Ranges.requireFraction(labelSmoothing, "CrossEntropy: labelSmoothing");
  }

  /** Returns the loss without label smoothing. */
  public static CrossEntropy of() {
    return new CrossEntropy(0);
  }

  @Override
  public double sum(HostTensor outputs, int[] labels) {
    int classes = Scores.requireFits(outputs, labels);
    double[] row = new double[classes];
    double sum = 0;
    for (int i = 0; i < labels.length; i++) {
      logSoftmax(outputs.values(), i * classes, row);
      double mean = 0;
      for (double logProbability : row) {
        mean += logProbability / classes;
      }
      sum -= (1 - labelSmoothing) * row[labels[i]] + labelSmoothing * mean;
    }
    return sum;
  }

  /**
   * The largest score is subtracted first, so that no score is too large for what the others add.
   * StrictMath: the same bits on every JVM.
   */
  private static void logSoftmax(float[] scores, int from, double... row) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < row.length; k++) {
      row[k] = scores[from + k];
      largest = Math.max(largest, row[k]);
    }
    double sum = 0;
    for (int k = 0; k < row.length; k++) {
      row[k] -= largest;
      sum += StrictMath.exp(row[k]);
    }
    double logSum = StrictMath.log(sum);
    for (int k = 0; k < row.length; k++) {
      row[k] -= logSum;
    }
  }

  @Override
  public <R> R accept(LossVisitor<R> visitor) {
    return visitor.visit(this);
  }
}
