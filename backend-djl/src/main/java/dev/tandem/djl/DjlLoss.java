package dev.tandem.djl;

import ai.djl.ndarray.NDArray;
import dev.tandem.optim.LossVisitor;
import dev.tandem.optim.NegativeLogLikelihood;

/** A compiled loss. */
@FunctionalInterface
interface DjlLoss {
  /**
   * Computes the mean loss of a batch.
   *
   * @param outputs {@code [n, classes]}
   * @param labels {@code [n]}, integers
   * @return a scalar
   */
  NDArray mean(NDArray outputs, NDArray labels);

  /** Turns each loss into calls of DJL's array operators. */
  final class Compiler implements LossVisitor<DjlLoss> {
    @Override
    public DjlLoss visit(NegativeLogLikelihood loss) {
      // A multiply with the one-hot rows: MXNet has no gather through DJL.
      return (outputs, labels) -> {
        int classes = Math.toIntExact(outputs.getShape().get(1));
        return outputs.mul(labels.oneHot(classes)).sum(new int[] {1}).mean().neg();
      };
    }
  }
}
