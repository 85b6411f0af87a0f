package dev.tandem.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.data.Batch;
import dev.tandem.model.Dense;
import dev.tandem.model.LogSoftmax;
import dev.tandem.model.ModelSpec;
import dev.tandem.model.ModelState;
import dev.tandem.optim.GradientClipping;
import dev.tandem.optim.NegativeLogLikelihood;
import dev.tandem.optim.Sgd;
import dev.tandem.optim.TrainingPlan;
import dev.tandem.spi.Backend;
import dev.tandem.spi.BackendOptions;
import dev.tandem.spi.StepContext;
import dev.tandem.spi.TrainingSession;
import dev.tandem.tensor.HostTensor;
import dev.tandem.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Clipping, and its place in a step, against values worked out by hand. */
class ReferenceClippingTest {

  /** Clips the gradients of a weight {@code [1, 2]} and a bias {@code [1]} together. */
  private static double[] clip(GradientClipping clipping, double... gradients) {
    ModelSpec model = Samples.model(Shape.of(2), Dense.of(1));
    List<Parameter> trained = Samples.reference(model, Samples.initial(model)).trained();
    double[] weight = trained.get(0).gradient;
    double[] bias = trained.get(1).gradient;
    System.arraycopy(gradients, 0, weight, 0, 2);
    bias[0] = gradients[2];
    clipping.accept(new ClippingCompiler()).accept(trained);
    return new double[] {weight[0], weight[1], bias[0]};
  }

  @Test
  void noneLeavesGradientsAsTheyAre() {
    assertThat(clip(new GradientClipping.None(), 1e9, -1e9, 0)).containsExactly(1e9, -1e9, 0);
  }

  @Test
  void byValueKeepsEachElementInItsRangeOnBothSides() {
    GradientClipping clipping = new GradientClipping.ByValue(0.5);
    assertThat(clip(clipping, 0.6, -7, 0.25)).containsExactly(0.5, -0.5, 0.25);
    assertThat(clip(clipping, 0.5, -0.4, 0)).containsExactly(0.5, -0.4, 0);
    assertThat(clip(clipping, Double.NaN, 1, -1)).containsExactly(Double.NaN, 0.5, -0.5);
  }

  @Test
  void byGlobalNormShrinksAllParametersTogether() {
    double factor = 6.5 / (13 + 1e-6);
    assertThat(clip(new GradientClipping.ByGlobalNorm(6.5), 3, -4, 12))
        .containsExactly(new double[] {3 * factor, -4 * factor, 12 * factor}, within(1e-15));
  }

  @Test
  void byGlobalNormLeavesASmallerGradientAsItIs() {
    assertThat(clip(new GradientClipping.ByGlobalNorm(13.1), 3, -4, 12)).containsExactly(3, -4, 12);
    assertThat(clip(new GradientClipping.ByGlobalNorm(1e-9), 0, 0, 0)).containsExactly(0, 0, 0);
  }

  /** Both classes at 1/2, so that the gradient is -5 and 5 by the first feature's weights. */
  private static float[] step(GradientClipping clipping, Sgd optimizer) {
    ModelSpec model = Samples.model(Shape.of(2), Dense.of(2).withoutBias(), new LogSoftmax());
    ModelState state = Samples.with(model, "body.0.weight", 3, -1, 3, -1);
    TrainingPlan plan =
        TrainingPlan.of(model, new NegativeLogLikelihood(), optimizer).withClipping(clipping);
    try (Backend backend = new ReferenceBackendProvider().open(BackendOptions.defaults());
        TrainingSession session = backend.compile(plan, state)) {
      Batch batch = new Batch(HostTensor.of(Shape.of(1, 2), 10, 0), 0);
      session.trainStep(batch, new StepContext(0, 1, List.of()));
      return session.snapshot().tensor("body.0.weight").values();
    }
  }

  @Test
  void aStepClipsBeforeItDecays() {
    Sgd decaying = Sgd.of(0).withWeightDecay(0.5);
    assertThat(step(new GradientClipping.None(), decaying))
        .containsExactly(6.5f, -0.5f, -3.5f, -0.5f);
    // -1 + 1.5 and 1 + 1.5; the other way round would clip 6.5 to 1
    assertThat(step(new GradientClipping.ByValue(1), decaying))
        .containsExactly(2.5f, -0.5f, 0.5f, -0.5f);
    double clipped = 5 / (Math.sqrt(50) + 1e-6);
    assertThat(step(new GradientClipping.ByGlobalNorm(1), decaying))
        .containsExactly((float) (3 + clipped - 1.5), -0.5f, (float) (3 - clipped - 1.5), -0.5f);
  }

  @Test
  void theVelocityTakesTheClippedGradient() {
    assertThat(step(new GradientClipping.ByValue(2), Sgd.of(0.5).withNesterov()))
        .containsExactly(6, -1, 0, -1);
  }
}
