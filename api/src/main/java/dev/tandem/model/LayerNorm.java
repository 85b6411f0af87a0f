package dev.tandem.model;

import dev.tandem.tensor.Shape;
import java.util.List;

/**
 * Normalisation of each example over all its elements (Ba, Kiros and Hinton, "Layer normalization",
 * 2016; PyTorch's {@code LayerNorm} over the whole shape of an example).
 *
 * <p>{@code y = weight * (x - mean) / sqrt(variance + epsilon) + bias}, mean and (biased) variance
 * being those of the example, weight and bias one for each element. The same in training and in
 * inference.
 *
 * <p>Shapes: any, unchanged.
 *
 * <p>Parameters: {@code weight} of the input's shape starts at 1, {@code bias} of the input's shape
 * at 0.
 *
 * <p>Every backend must: divide the sum of squares by the number of elements, not by one less.
 *
 * @param epsilon added to the variance, above 0
 */
public record LayerNorm(double epsilon) implements LayerSpec {

  /**
   * @throws IllegalArgumentException if epsilon is outside its range
   */
  public LayerNorm {
    Numbers.requirePositive(epsilon, "LayerNorm: epsilon");
  }

  /** Returns the usual normalisation: epsilon 1e-5. */
  public static LayerNorm of() {
    return new LayerNorm(1e-5);
  }

  @Override
  public Shape outputShape(Shape input) {
    return input;
  }

  @Override
  public List<ParameterSpec> parameters(Shape input) {
    return List.of(
        ParameterSpec.constant("weight", input, 1), ParameterSpec.constant("bias", input, 0));
  }

  @Override
  public <R> R accept(LayerVisitor<R> visitor, LayerNode node) {
    return visitor.visit(this, node);
  }
}
