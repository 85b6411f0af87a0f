package dev.tandem.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.model.AdaptiveAvgPool2d;
import dev.tandem.model.AvgPool2d;
import dev.tandem.model.MaxPool2d;
import dev.tandem.model.ModelSpec;
import dev.tandem.tensor.Shape;
import org.junit.jupiter.api.Test;

/** Pools against values worked out by hand. */
class ReferencePoolTest {

  @Test
  void poolTakesTheLargestAndLeavesOutWhatFillsNoWindow() {
    ModelSpec model = Samples.model(Shape.of(2, 3, 5), MaxPool2d.of(2));
    double[] image = {
      1, 5, 2, 2, 99, 3, 4, 9, 2, 99, 99, 99, 99, 99, 99,
      -4, -3, 0, 8, 99, -1, -2, 7, 0, 99, 99, 99, 99, 99, 99
    };
    assertThat(Samples.infer(model, image)).containsExactly(5, 9, -1, 8);
  }

  @Test
  void poolWindowsMayOverlap() {
    ModelSpec model = Samples.model(Shape.of(1, 3, 5), new MaxPool2d(3, 2));
    assertThat(Samples.infer(model, 1, 2, 3, 4, 5, 9, 0, 8, 0, 7, 0, 0, 0, 0, 0))
        .containsExactly(9, 8);
    assertThat(Samples.infer(model, 1, Double.NaN, 3, 4, 5, 9, 0, 8, 0, 7, 0, 0, 0, 0, 0))
        .containsExactly(Double.NaN, 8);
  }

  @Test
  void averagePoolIsTheMeanOfEachPlane() {
    ModelSpec model = Samples.model(Shape.of(2, 2, 3), AdaptiveAvgPool2d.global());
    assertThat(Samples.infer(model, 1, 2, 3, 4, 5, 9, -6, 0, 0, 0, 0, 0)).containsExactly(4, -1);
  }

  @Test
  void averagePoolLeavesOutWhatFillsNoWindow() {
    ModelSpec model = Samples.model(Shape.of(2, 3, 5), AvgPool2d.of(2));
    double[] image = {
      1, 5, 2, 2, 99, 3, 7, 8, 4, 99, 99, 99, 99, 99, 99,
      -4, -4, 0, 8, 99, -1, -3, 1, 3, 99, 99, 99, 99, 99, 99
    };
    assertThat(Samples.infer(model, image)).containsExactly(4, 4, -3, 3);
  }

  @Test
  void averagePoolWindowsMayOverlapOrLeaveGaps() {
    double[] image = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
    assertThat(Samples.infer(Samples.model(Shape.of(1, 3, 5), new AvgPool2d(2, 1)), image))
        .containsExactly(4, 5, 6, 7, 9, 10, 11, 12);
    assertThat(Samples.infer(Samples.model(Shape.of(1, 3, 5), new AvgPool2d(1, 2)), image))
        .containsExactly(1, 3, 5, 11, 13, 15);
  }

  /** Rows 0-1, 1-3 and 3-4 of five; columns 0-1, 1-2 and 2-3 of four. */
  @Test
  void adaptivePoolWindowsMayBeUneven() {
    ModelSpec model = Samples.model(Shape.of(1, 5, 4), new AdaptiveAvgPool2d(3, 3));
    double[] image = {
      0, 2, 4, 4, //
      2, 0, 4, 4, //
      0, 0, 1, 2, //
      2, 2, 3, 2, //
      0, 8, -1, 0
    };
    assertThat(Samples.infer(model, image))
        .containsExactly(new double[] {1, 2.5, 4, 1, 10.0 / 6, 16.0 / 6, 3, 3, 1}, within(1e-15));
  }

  @Test
  void adaptivePoolToTheSameSizeIsTheIdentity() {
    ModelSpec model = Samples.model(Shape.of(2, 1, 2), new AdaptiveAvgPool2d(1, 2));
    assertThat(Samples.infer(model, 1, 2, 3, 4)).containsExactly(1, 2, 3, 4);
  }
}
