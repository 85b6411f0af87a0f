package dev.tandem.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.data.DropoutMask;
import dev.tandem.model.AdaptiveAvgPool2d;
import dev.tandem.model.BatchNorm2d;
import dev.tandem.model.Conv2d;
import dev.tandem.model.Dropout;
import dev.tandem.model.Flatten;
import dev.tandem.model.LogSoftmax;
import dev.tandem.model.MaxPool2d;
import dev.tandem.model.ModelSpec;
import dev.tandem.model.ModelState;
import dev.tandem.model.ReLU;
import dev.tandem.tensor.Shape;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Every layer's output against values worked out by hand. */
class ReferenceForwardTest {

  private static double[] infer(ModelSpec model, ModelState state, double... x) {
    return new ReferenceModel(model, state).forward(x, Pass.INFERENCE);
  }

  private static double[] infer(ModelSpec model, double... x) {
    return infer(model, Samples.initial(model), x);
  }

  @Test
  void convolutionDoesNotFlipItsKernelAndPadsAllSides() {
    ModelSpec model = Samples.model(Shape.of(1, 2, 3), new Conv2d(1, 3, 2, 1, true));
    ModelState state = Samples.with(model, "body.0.weight", 1, 2, 3, 4, 5, 6, 7, 8, 9);
    state = Samples.with(model, state, "body.0.bias", 0.5f);
    // columns 0 and 2 of row 0 are the windows' centres
    double first = 5 * 1 + 6 * 10 + 8 * 1000 + 9 * 10_000;
    double second = 4 * 10 + 5 * 100 + 7 * 10_000 + 8 * 100_000;
    assertThat(infer(model, state, 1, 10, 100, 1000, 10_000, 100_000))
        .containsExactly(first + 0.5, second + 0.5);
  }

  @Test
  void convolutionSumsOverChannelsForEachFilterAndExample() {
    ModelSpec model = Samples.model(Shape.of(2, 2, 3), Conv2d.of(2, 2).withoutBias());
    ModelState state =
        Samples.with(model, "body.0.weight", 1, 2, 3, 4, 10, 20, 30, 40, 0, 0, 0, 1, -1, 0, 0, 0);
    double[] images = {1, 2, 3, 4, 5, 6, 1, 0, 2, 0, 3, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1};
    assertThat(infer(model, state, images))
        .containsExactly(37 + 130, 47 + 130, 5 - 1, 6 - 0, 100, 100, -1, -1);
  }

  @Test
  void convolutionStridesOverAnOddImage() {
    ModelSpec model = Samples.model(Shape.of(1, 5, 4), Conv2d.of(1, 2).withStride(2).withoutBias());
    ModelState state = Samples.with(model, "body.0.weight", 1, 10, 100, 1000);
    double[] image = IntStream.range(0, 20).asDoubleStream().toArray();
    assertThat(infer(model, state, image)).containsExactly(5410, 7632, 14_298, 16_520);
  }

  @Test
  void convolutionWhoseWindowReachesBeyondBothSides() {
    ModelSpec model =
        Samples.model(Shape.of(1, 1, 2), Conv2d.of(1, 5).withPadding(3).withoutBias());
    float[] weight = new float[25];
    for (int i = 0; i < 25; i++) {
      weight[i] = i + 1;
    }
    // rows -3 to -1 and columns -3 to 0 of the window's corner: tap (u, v) meets pixel (0, x)
    double[] expected = new double[3 * 4];
    for (int row = 0; row < 3; row++) {
      int u = 3 - row;
      expected[row * 4] = 2 * 0 + (5 * u + 4) * 1 + (5 * u + 5) * 100;
      expected[row * 4 + 1] = (5 * u + 3) * 1 + (5 * u + 4) * 100;
      expected[row * 4 + 2] = (5 * u + 2) * 1 + (5 * u + 3) * 100;
      expected[row * 4 + 3] = (5 * u + 1) * 1 + (5 * u + 2) * 100;
    }
    assertThat(infer(model, Samples.with(model, "body.0.weight", weight), 1, 100))
        .containsExactly(expected);
  }

  @Test
  void batchNormInInferenceUsesRunningStatistics() {
    ModelSpec model = Samples.model(Shape.of(2, 1, 2), new BatchNorm2d(1, 0.9));
    ModelState state = Samples.with(model, "body.0.running_mean", 2, -1);
    state = Samples.with(model, state, "body.0.running_var", 3, 8);
    state = Samples.with(model, state, "body.0.weight", 10, -6);
    state = Samples.with(model, state, "body.0.bias", 0.5f, 1);
    assertThat(infer(model, state, 4, 2, 2, -1)).containsExactly(10.5, 0.5, -5, 1);
  }

  @Test
  void batchNormInTrainingUsesTheBatchsBiasedVariance() {
    ModelSpec model = Samples.model(Shape.of(2, 1, 2), new BatchNorm2d(0.5, 0.75));
    ModelState state = Samples.with(model, "body.0.weight", 1, 2);
    state = Samples.with(model, state, "body.0.bias", 0, 10);
    // channel 0: 1 2 3 6, mean 3, variance 14/4; channel 1: 0 0 0 4, mean 1, variance 12/4
    double[] y =
        new ReferenceModel(model, state)
            .forward(new double[] {1, 2, 0, 0, 3, 6, 0, 4}, Pass.training(List.of()));
    double low = 10 - 2 / Math.sqrt(3.5);
    double high = 10 + 6 / Math.sqrt(3.5);
    assertThat(y)
        .containsExactly(new double[] {-1, -0.5, low, low, 0, 1.5, low, high}, within(1e-14));
  }

  @Test
  void reluKeepsWhatIsAboveZero() {
    ModelSpec model = Samples.model(Shape.of(3), new ReLU());
    assertThat(infer(model, -2, 0, 3, Double.NaN, -1e-300, 7))
        .containsExactly(0, 0, 3, Double.NaN, 0, 7);
  }

  @Test
  void dropoutUsesItsMaskAndScalesWhatIsKept() {
    ModelSpec model = Samples.model(Shape.of(3), new Dropout(0.75));
    DropoutMask mask = new DropoutMask("body.0", Shape.of(2, 3), new byte[] {1, 0, 0, 0, 1, 1});
    double[] x = {1, 2, 3, 4, 5, 6};
    ReferenceModel reference = new ReferenceModel(model, Samples.initial(model));
    assertThat(reference.forward(x, Pass.training(List.of(mask))))
        .containsExactly(4, 0, 0, 0, 20, 24);
    assertThat(reference.forward(x, Pass.INFERENCE)).containsExactly(x);
  }

  @Test
  void dropoutOfRateZeroNeedsNoMask() {
    ModelSpec model = Samples.model(Shape.of(2), new Dropout(0));
    assertThat(
            new ReferenceModel(model, Samples.initial(model))
                .forward(new double[] {1, 2}, Pass.training(List.of())))
        .containsExactly(1, 2);
  }

  @Test
  void poolTakesTheLargestAndLeavesOutWhatFillsNoWindow() {
    ModelSpec model = Samples.model(Shape.of(2, 3, 5), MaxPool2d.of(2));
    double[] image = {
      1, 5, 2, 2, 99, 3, 4, 9, 2, 99, 99, 99, 99, 99, 99,
      -4, -3, 0, 8, 99, -1, -2, 7, 0, 99, 99, 99, 99, 99, 99
    };
    assertThat(infer(model, image)).containsExactly(5, 9, -1, 8);
  }

  @Test
  void poolWindowsMayOverlap() {
    ModelSpec model = Samples.model(Shape.of(1, 3, 5), new MaxPool2d(3, 2));
    assertThat(infer(model, 1, 2, 3, 4, 5, 9, 0, 8, 0, 7, 0, 0, 0, 0, 0)).containsExactly(9, 8);
    assertThat(infer(model, 1, Double.NaN, 3, 4, 5, 9, 0, 8, 0, 7, 0, 0, 0, 0, 0))
        .containsExactly(Double.NaN, 8);
  }

  @Test
  void averagePoolIsTheMeanOfEachPlane() {
    ModelSpec model = Samples.model(Shape.of(2, 2, 3), new AdaptiveAvgPool2d());
    assertThat(infer(model, 1, 2, 3, 4, 5, 9, -6, 0, 0, 0, 0, 0)).containsExactly(4, -1);
  }

  @Test
  void flattenKeepsChannelsFirst() {
    ModelSpec model = Samples.model(Shape.of(2, 1, 2), new Flatten());
    assertThat(infer(model, 1, 2, 3, 4)).containsExactly(1, 2, 3, 4);
  }

  @Test
  void logSoftmaxIsStableAndByRow() {
    ModelSpec model = Samples.model(Shape.of(3), new LogSoftmax());
    double log2 = Math.log(2);
    double log3 = Math.log(3);
    assertThat(infer(model, 1000, 1000, 0, -1000, log2 - 1000, -1e6))
        .containsExactly(
            new double[] {-log2, -log2, -1000 - log2, -log3, log2 - log3, -999_000 - log3},
            within(1e-9));
    assertThat(infer(model, 0, log2, Math.log(5)))
        .containsExactly(
            new double[] {-Math.log(8), log2 - Math.log(8), Math.log(5) - Math.log(8)},
            within(1e-15));
  }
}
