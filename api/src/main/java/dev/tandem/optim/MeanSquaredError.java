package dev.tandem.optim;

import dev.tandem.tensor.HostTensor;

/**
 * Mean squared error between the outputs and the one-hot row of the true class (of a softmax's
 * output it is the Brier score over K; Brier, 1950): PyTorch's {@code mse_loss} of {@code one_hot}.
 *
 * <p>{@code loss = mean over k of (outputs[k] - (k == label ? 1 : 0))^2}.
 */
public record MeanSquaredError() implements LossSpec {

  @Override
  public double sum(HostTensor outputs, int[] labels) {
    int classes = Scores.requireFits(outputs, labels);
    double sum = 0;
    for (int i = 0; i < labels.length; i++) {
      for (int k = 0; k < classes; k++) {
        double error = outputs.values()[i * classes + k] - (k == labels[i] ? 1.0 : 0.0);
        sum += error * error / classes;
      }
    }
    return sum;
  }

  @Override
  public <R> R accept(LossVisitor<R> visitor) {
    return visitor.visit(this);
  }
}
