package dev.tandem.model;

import dev.tandem.tensor.Shape;
import java.util.List;

/**
 * Normalisation of each channel over the batch (Ioffe and Szegedy, "Batch normalization", 2015).
 *
 * <p>{@code y = weight * (x - mean) / sqrt(variance + epsilon) + bias}, for each channel. In
 * training, mean and (biased) variance are those of the batch over all images and places, and the
 * running statistics move: {@code running = statisticsDecay * running + (1 - statisticsDecay) *
 * batch}, the batch variance being the unbiased one there (n/(n-1), n = batch * height * width). In
 * inference the running statistics take their place.
 *
 * <p>Shapes: {@code [channels, h, w]} to the same.
 *
 * <p>Parameters: {@code weight [channels]} starts at 1, {@code bias [channels]} at 0; statistics
 * {@code running_mean [channels]} at 0, {@code running_var [channels]} at 1.
 *
 * <p>Every backend must: keep the running variance unbiased, and never move statistics in
 * inference.
 *
 * @param epsilon added to the variance, above 0
 * @param statisticsDecay weight of the OLD running value, in [0, 1]; PyTorch calls one minus this
 *     "momentum"
 */
public record BatchNorm2d(double epsilon, double statisticsDecay) implements LayerSpec {

  /**
   * @throws IllegalArgumentException if a number is outside its range
   */
  public BatchNorm2d {
    Numbers.requirePositive(epsilon, "BatchNorm2d: epsilon");
    if (!(statisticsDecay >= 0 && statisticsDecay <= 1)) {
      throw new IllegalArgumentException(
          "BatchNorm2d: statisticsDecay must be in [0, 1], got " + statisticsDecay);
    }
  }

  /** Returns the usual normalisation: epsilon 1e-5, statisticsDecay 0.9. */
  public static BatchNorm2d of() {
    return new BatchNorm2d(1e-5, 0.9);
  }

  @Override
  public Shape outputShape(Shape input) {
    Images.requireImage(this, input);
    return input;
  }

  @Override
  public List<ParameterSpec> parameters(Shape input) {
    int channels = input.dimension(0);
    return List.of(
        ParameterSpec.constant("weight", Shape.of(channels), 1),
        ParameterSpec.constant("bias", Shape.of(channels), 0),
        ParameterSpec.statistic("running_mean", channels, 0),
        ParameterSpec.statistic("running_var", channels, 1));
  }

  @Override
  public <R> R accept(LayerVisitor<R> visitor, LayerNode node) {
    return visitor.visit(this, node);
  }
}
