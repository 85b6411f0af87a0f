package dev.tandem.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.model.BatchNorm2d;
import dev.tandem.model.LayerNorm;
import dev.tandem.model.ModelSpec;
import dev.tandem.model.ModelState;
import dev.tandem.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Batch and layer normalisation against values worked out by hand. */
class ReferenceNormalizationTest {

  @Test
  void batchNormInInferenceUsesRunningStatistics() {
    ModelSpec model = Samples.model(Shape.of(2, 1, 2), new BatchNorm2d(1, 0.9));
    ModelState state = Samples.with(model, "body.0.running_mean", 2, -1);
    state = Samples.with(model, state, "body.0.running_var", 3, 8);
    state = Samples.with(model, state, "body.0.weight", 10, -6);
    state = Samples.with(model, state, "body.0.bias", 0.5f, 1);
    assertThat(Samples.infer(model, state, 4, 2, 2, -1)).containsExactly(10.5, 0.5, -5, 1);
  }

  @Test
  void batchNormInTrainingUsesTheBatchsBiasedVariance() {
    ModelSpec model = Samples.model(Shape.of(2, 1, 2), new BatchNorm2d(0.5, 0.75));
    ModelState state = Samples.with(model, "body.0.weight", 1, 2);
    state = Samples.with(model, state, "body.0.bias", 0, 10);
    // channel 0: 1 2 3 6, mean 3, variance 14/4; channel 1: 0 0 0 4, mean 1, variance 12/4
    double[] y =
        Samples.reference(model, state)
            .forward(new double[] {1, 2, 0, 0, 3, 6, 0, 4}, Pass.training(List.of()));
    double low = 10 - 2 / Math.sqrt(3.5);
    double high = 10 + 6 / Math.sqrt(3.5);
    assertThat(y)
        .containsExactly(new double[] {-1, -0.5, low, low, 0, 1.5, low, high}, within(1e-14));
  }

  @Test
  void layerNormUsesEachExamplesBiasedVariance() {
    ModelSpec model = Samples.model(Shape.of(2, 1, 2), new LayerNorm(0.5));
    ModelState state = Samples.with(model, "body.0.weight", 1, 2, 3, 4);
    state = Samples.with(model, state, "body.0.bias", 0, 10, 20, 30);
    // 1 2 3 6: mean 3, variance 14/4; 0 0 0 4: mean 1, variance 12/4
    double[] x = {1, 2, 3, 6, 0, 0, 0, 4};
    double root = Math.sqrt(3.5);
    double[] expected = {
      -1, 9, 20, 36, -1 / root, 10 - 2 / root, 20 - 3 / root, 30 + 12 / root,
    };
    assertThat(Samples.infer(model, state, x)).containsExactly(expected, within(1e-14));
    assertThat(Samples.reference(model, state).forward(x, Pass.training(List.of())))
        .containsExactly(expected, within(1e-14));
  }
}
