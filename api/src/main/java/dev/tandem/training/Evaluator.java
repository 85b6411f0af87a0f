package dev.tandem.training;

import dev.tandem.data.Dataset;
import dev.tandem.data.Normalization;
import dev.tandem.metrics.ConfusionMatrix;
import dev.tandem.optim.LossSpec;
import dev.tandem.spi.InferenceSession;
import dev.tandem.tensor.HostTensor;
import java.util.concurrent.CancellationException;

/**
 * Runs a model over a whole data set. The metrics are computed here, once, for every backend.
 *
 * @param normalization of the images, the one the model was trained with
 * @param loss what to report as the loss
 */
public record Evaluator(Normalization normalization, LossSpec loss) {
  private static final int BATCH = 100;

  /** Returns the measures of a model on a data set. */
  public Evaluation evaluate(InferenceSession session, Dataset data) {
    return evaluate(session, data, new ConfusionMatrix(data.classes()), new Cancellation());
  }

  /**
   * Measures a model on a data set.
   *
   * @param confusion takes the predictions; empty at first
   * @param cancellation looked at between batches
   * @throws CancellationException if it was cancelled
   */
  public Evaluation evaluate(
      InferenceSession session,
      Dataset data,
      ConfusionMatrix confusion,
      Cancellation cancellation) {
    double lossSum = 0;
    for (int from = 0; from < data.size(); from += BATCH) {
      if (cancellation.isRequested()) {
        throw new CancellationException("evaluation cancelled");
      }
      int size = Math.min(BATCH, data.size() - from);
      int[] labels = new int[size];
      HostTensor outputs = session.predict(read(data, from, labels));
      lossSum += loss.sum(outputs, labels);
      confusion.add(outputs, labels);
    }
    return Evaluation.of(confusion, lossSum);
  }

  private HostTensor read(Dataset data, int from, int[] labels) {
    int length = data.shape().size();
    float[] inputs = new float[labels.length * length];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = data.label(from + i);
      data.read(from + i, inputs, i * length);
    }
    normalization.apply(inputs, 0, inputs.length);
    return HostTensor.of(data.shape().withBatch(labels.length), inputs);
  }
}
