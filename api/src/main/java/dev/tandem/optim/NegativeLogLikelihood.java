package dev.tandem.optim;

import dev.tandem.tensor.HostTensor;

/**
 * Negative log likelihood of the true class: {@code -outputs[i, label[i]]}, the model ending in a
 * log-softmax. The mean over the batch is PyTorch's {@code nll_loss}.
 */
public record NegativeLogLikelihood() implements LossSpec {

  @Override
  public double sum(HostTensor outputs, int[] labels) {
    int classes = Scores.requireFits(outputs, labels);
    double sum = 0;
    for (int i = 0; i < labels.length; i++) {
      sum -= outputs.values()[i * classes + labels[i]];
    }
    return sum;
  }

  @Override
  public <R> R accept(LossVisitor<R> visitor) {
    return visitor.visit(this);
  }
}
