package dev.tandem.examples.echo;

import dev.tandem.optim.CrossEntropy;
import dev.tandem.optim.LossVisitor;
import dev.tandem.optim.MeanSquaredError;
import dev.tandem.optim.NegativeLogLikelihood;
import dev.tandem.spi.UnsupportedPlanException;

/** The mean loss of a batch, and its gradient by the outputs. */
@FunctionalInterface
interface EchoLoss {

  /**
   * Computes the mean loss.
   *
   * @param outputs {@code [n, classes]}
   * @param labels n class indices
   * @param gradient zeros; takes the gradient
   */
  double mean(float[] outputs, int[] labels, float[] gradient);

  /** Turns each loss into its loops. */
  final class Compiler implements LossVisitor<EchoLoss> {
    @Override
    public EchoLoss visit(NegativeLogLikelihood loss) {
      return (outputs, labels, gradient) -> {
        int classes = outputs.length / labels.length;
        double sum = 0;
        for (int i = 0; i < labels.length; i++) {
          sum -= outputs[i * classes + labels[i]];
          gradient[i * classes + labels[i]] = -1f / labels.length;
        }
        return sum / labels.length;
      };
    }

    @Override
    public EchoLoss visit(MeanSquaredError loss) {
      return (outputs, labels, gradient) -> {
        int classes = outputs.length / labels.length;
        double sum = 0;
        for (int at = 0; at < outputs.length; at++) {
          double error = outputs[at] - (at % classes == labels[at / classes] ? 1.0 : 0.0);
          sum += error * error;
          gradient[at] = (float) (2 * error / outputs.length);
        }
        return sum / outputs.length;
      };
    }

    @Override
    public EchoLoss visit(CrossEntropy loss) {
      throw new UnsupportedPlanException(EchoBackendProvider.ID, loss.toString());
    }
  }
}
