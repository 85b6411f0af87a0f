package dev.tandem.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.model.Conv2d;
import dev.tandem.model.ModelSpec;
import dev.tandem.model.ModelState;
import dev.tandem.tensor.Shape;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Convolutions against values worked out by hand. */
class ReferenceConvolutionTest {

  @Test
  void convolutionDoesNotFlipItsKernelAndPadsAllSides() {
    ModelSpec model =
        Samples.model(Shape.of(1, 2, 3), Conv2d.of(1, 3).withStride(2).withPadding(1));
    ModelState state = Samples.with(model, "body.0.weight", 1, 2, 3, 4, 5, 6, 7, 8, 9);
    state = Samples.with(model, state, "body.0.bias", 0.5f);
    // columns 0 and 2 of row 0 are the windows' centres
    double first = 5 * 1 + 6 * 10 + 8 * 1000 + 9 * 10_000;
    double second = 4 * 10 + 5 * 100 + 7 * 10_000 + 8 * 100_000;
    assertThat(Samples.infer(model, state, 1, 10, 100, 1000, 10_000, 100_000))
        .containsExactly(first + 0.5, second + 0.5);
  }

  @Test
  void convolutionSumsOverChannelsForEachFilterAndExample() {
    ModelSpec model = Samples.model(Shape.of(2, 2, 3), Conv2d.of(2, 2).withoutBias());
    ModelState state =
        Samples.with(model, "body.0.weight", 1, 2, 3, 4, 10, 20, 30, 40, 0, 0, 0, 1, -1, 0, 0, 0);
    double[] images = {1, 2, 3, 4, 5, 6, 1, 0, 2, 0, 3, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1};
    assertThat(Samples.infer(model, state, images))
        .containsExactly(37 + 130, 47 + 130, 5 - 1, 6 - 0, 100, 100, -1, -1);
  }

  @Test
  void convolutionStridesOverAnOddImage() {
    ModelSpec model = Samples.model(Shape.of(1, 5, 4), Conv2d.of(1, 2).withStride(2).withoutBias());
    ModelState state = Samples.with(model, "body.0.weight", 1, 10, 100, 1000);
    double[] image = IntStream.range(0, 20).asDoubleStream().toArray();
    assertThat(Samples.infer(model, state, image)).containsExactly(5410, 7632, 14_298, 16_520);
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
    assertThat(Samples.infer(model, Samples.with(model, "body.0.weight", weight), 1, 100))
        .containsExactly(expected);
  }

  @Test
  void dilationSpreadsTheWindowWithoutMovingItsCorner() {
    Conv2d layer = Conv2d.of(1, 2).withDilation(2).withPadding(1).withStride(2).withoutBias();
    ModelSpec model = Samples.model(Shape.of(1, 3, 4), layer);
    ModelState state = Samples.with(model, "body.0.weight", 1, 10, 100, 1000);
    // corners at rows -1 and 1, columns -1, 1; the other elements two further
    assertThat(Samples.infer(model, state, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12))
        .containsExactly(1000 * 6, 100 * 6 + 1000 * 8, 10 * 6, 1 * 6 + 10 * 8);
  }

  @Test
  void filtersSeeTheChannelsOfTheirGroupOnly() {
    ModelSpec model = Samples.model(Shape.of(4, 1, 2), Conv2d.of(6, 1).withGroups(2));
    ModelState state =
        Samples.with(model, "body.0.weight", 1, 2, 3, 4, 5, 6, 10, 20, 30, 40, 50, 60);
    state = Samples.with(model, state, "body.0.bias", 0.5f, 0, 0, 0, 0, -0.5f);
    assertThat(Samples.infer(model, state, 1, 0, 0, 1, 100, 0, 0, 1000))
        .containsExactly(
            1.5, 2.5, 3, 4, 5, 6, 1000, 20_000, 3000, 40_000, 5000 - 0.5, 60_000 - 0.5);
  }

  @Test
  void depthwiseConvolutionGivesEachChannelItsOwnFilters() {
    ModelSpec model = Samples.model(Shape.of(2, 1, 1), Conv2d.of(4, 1).withGroups(2).withoutBias());
    ModelState state = Samples.with(model, "body.0.weight", 1, 2, 3, 4);
    assertThat(Samples.infer(model, state, 1, 100, 2, 200))
        .containsExactly(1, 2, 300, 400, 2, 4, 600, 800);
  }
}
