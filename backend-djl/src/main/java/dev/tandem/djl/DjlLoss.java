package dev.tandem.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.tandem.optim.CrossEntropy;
import dev.tandem.optim.LossVisitor;
import dev.tandem.optim.MeanSquaredError;
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

  /**
   * Turns each loss into calls of DJL's array operators. True classes are one-hot rows: MXNet has
   * no gather through DJL.
   */
  record Compiler(NDManager manager, int classes) implements LossVisitor<DjlLoss> {
    @Override
    public DjlLoss visit(NegativeLogLikelihood loss) {
      return (outputs, labels) -> crossEntropy(outputs, labels.oneHot(classes));
    }

    @Override
    public DjlLoss visit(CrossEntropy loss) {
      NDArray kept = manager.create((float) (1 - loss.labelSmoothing()));
      NDArray spread = manager.create((float) (loss.labelSmoothing() / classes));
      return (outputs, labels) ->
          crossEntropy(outputs.logSoftmax(1), labels.oneHot(classes).muli(kept).addi(spread));
    }

    @Override
    public DjlLoss visit(MeanSquaredError loss) {
      return (outputs, labels) -> outputs.sub(labels.oneHot(classes)).square().mean();
    }

    private static NDArray crossEntropy(NDArray logarithms, NDArray probabilities) {
      return logarithms.mul(probabilities).sum(new int[] {1}).mean().neg();
    }
  }
}
