package dev.tandem.tensorflow;

import dev.tandem.model.BatchNorm2d;
import dev.tandem.tensor.Shape;
import java.util.Arrays;
import org.tensorflow.Operation;
import org.tensorflow.Output;
import org.tensorflow.proto.DataType;

/**
 * {@link BatchNorm2d} in training. TensorFlow's FusedBatchNormV3 adds up all values of a channel
 * one after another in float, so that over a whole batch its outputs are off in the fifth digit.
 * Here it takes every column of the images for itself, which are short sums; their means and
 * variances are put together, and the operation normalises with those as it does in inference.
 */
record BatchNormalization(GraphBuilder graph, BatchNorm2d spec, Shape image) {

  /** Mean and biased variance of each channel over a batch. */
  record Statistics(Output<?> mean, Output<?> variance) {}

  /**
   * @param x {@code [n, height, width, channels]}
   */
  Statistics of(Output<?> x) {
    int channels = image.dimension(0);
    int rows = image.dimension(1);
    int columns = image.dimension(2);
    int series = columns * channels;
    Operation each =
        fused(
            graph.reshape(x, -1, rows, 1, series),
            filled(series, 1),
            filled(series, 0),
            filled(0, 0),
            filled(0, 0),
            true);
    Output<?> count = count(x, series);
    Output<?> biased = graph.add("RealDiv", lessOne(count), count);
    Output<?> means = graph.reshape(each.output(1), columns, channels);
    Output<?> variances =
        graph.add("Mul", graph.reshape(each.output(2), columns, channels), biased);
    Output<?> mean = graph.reduce("Mean", means, false, 0);
    Output<?> between = graph.reduce("Mean", graph.add("SquaredDifference", means, mean), false, 0);
    return new Statistics(
        mean, graph.add("AddV2", graph.reduce("Mean", variances, false, 0), between));
  }

  private Output<?> filled(int size, float value) {
    float[] values = new float[size];
    Arrays.fill(values, value);
    return graph.constant(org.tensorflow.ndarray.Shape.of(size), values);
  }

  /** Returns how many values of a batch each of so many series has. */
  private Output<?> count(Output<?> x, int series) {
    return graph.add(
        "RealDiv", graph.cast(graph.add("Size", x), DataType.DT_FLOAT), graph.constant(series));
  }

  private Output<?> lessOne(Output<?> count) {
    return graph.add("Sub", count, graph.constant(1));
  }

  private Operation fused(
      Output<?> x,
      Output<?> weight,
      Output<?> bias,
      Output<?> mean,
      Output<?> variance,
      boolean training) {
    return graph
        .start("FusedBatchNormV3", x, weight, bias, mean, variance)
        .setAttr("is_training", training)
        .setAttr("epsilon", (float) spec.epsilon())
        .build();
  }

  Output<?> normalize(Output<?> x, Output<?> weight, Output<?> bias, Statistics statistics) {
    return fused(x, weight, bias, statistics.mean(), statistics.variance(), false).output(0);
  }

  /** Returns the operation whose outputs are the gradients of x, weight and bias. */
  Operation gradients(Output<?> dy, Output<?> x, Output<?> weight, Statistics statistics) {
    return graph
        .start(
            "FusedBatchNormGradV3",
            dy,
            x,
            weight,
            statistics.mean(),
            statistics.variance(),
            filled(0, 0)) // what a graphics card keeps from the way forward
        .setAttr("is_training", true)
        .setAttr("epsilon", (float) spec.epsilon())
        .build();
  }

  /** Returns the batch's statistics with the variance unbiased. */
  Statistics unbiased(Output<?> x, Statistics batch) {
    Output<?> count = count(x, image.dimension(0));
    Output<?> factor = graph.add("RealDiv", count, lessOne(count));
    return new Statistics(batch.mean(), graph.add("Mul", batch.variance(), factor));
  }

  /** Returns a running statistic moved towards the batch's. */
  Output<?> moved(Output<?> running, Output<?> batch) {
    double decay = spec.statisticsDecay();
    return graph.add(
        "AddV2",
        graph.add("Mul", running, graph.constant(decay)),
        graph.add("Mul", batch, graph.constant(1 - decay)));
  }
}
