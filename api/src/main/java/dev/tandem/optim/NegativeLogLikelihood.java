package dev.tandem.optim;

import dev.tandem.tensor.HostTensor;
import java.util.Objects;

/**
 * Negative log likelihood of the true class: {@code -outputs[i, label[i]]}, the model ending in a
 * log-softmax. The mean over the batch is PyTorch's {@code nll_loss}.
 */
public record NegativeLogLikelihood() implements LossSpec {

  @Override
  public double sum(HostTensor outputs, int[] labels) {
    if (outputs.shape().rank() != 2 || outputs.shape().dimension(0) != labels.length) {
      throw new IllegalArgumentException(
          "loss of "
              + labels.length
              + " labels needs outputs ["
              + labels.length
              + ", classes], got "
              + outputs.shape());
    }
    int classes = outputs.shape().dimension(1);
    double sum = 0;
    for (int i = 0; i < labels.length; i++) {
      sum -= outputs.values()[i * classes + Objects.checkIndex(labels[i], classes)];
    }
    return sum;
  }

  @Override
  public <R> R accept(LossVisitor<R> visitor) {
    return visitor.visit(this);
  }
}
