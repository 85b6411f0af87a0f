package dev.tandem.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.data.RandomTransform.Rotation;
import dev.tandem.data.RandomTransform.Scale;
import dev.tandem.data.RandomTransform.Shift;
import dev.tandem.random.RandomStream;
import dev.tandem.random.RandomStreams;
import dev.tandem.random.RandomStreams.Purpose;
import java.util.DoubleSummaryStatistics;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RandomTransformTest {
  private static final int DRAWS = 10_000;

  private static DoubleSummaryStatistics draws(
      RandomTransform transform, ToDoubleFunction<AffineMap> measure) {
    RandomStream random = new RandomStreams(42).stream(Purpose.AUGMENTATION, 0, 0);
    return Stream.generate(() -> transform.draw(random))
        .limit(DRAWS)
        .mapToDouble(measure)
        .summaryStatistics();
  }

  @Test
  void rotationsFillTheirRange() {
    DoubleSummaryStatistics degrees =
        draws(new Rotation(15), map -> Math.toDegrees(Math.atan2(map.yx(), map.xx())));

    assertThat(degrees.getMin()).isBetween(-15.0, -14.9);
    assertThat(degrees.getMax()).isBetween(14.9, 15.0);
    assertThat(degrees.getAverage()).isCloseTo(0, within(0.4)); // standard deviation 0.09
  }

  @Test
  void rotationsKeepTheSize() {
    DoubleSummaryStatistics areas =
        draws(new Rotation(180), map -> map.xx() * map.yy() - map.xy() * map.yx());

    assertThat(areas.getMin()).isCloseTo(1, within(1e-12));
    assertThat(areas.getMax()).isCloseTo(1, within(1e-12));
  }

  @Test
  void shiftsFillTheirRangeOnBothAxes() {
    for (DoubleSummaryStatistics pixels :
        Stream.<ToDoubleFunction<AffineMap>>of(AffineMap::x0, AffineMap::y0)
            .map(measure -> draws(new Shift(2), measure))
            .toList()) {
      assertThat(pixels.getMin()).isBetween(-2.0, -1.99);
      assertThat(pixels.getMax()).isBetween(1.99, 2.0);
      assertThat(pixels.getAverage()).isCloseTo(0, within(0.05)); // standard deviation 0.012
    }
  }

  @Test
  void shiftsOfTheAxesAreIndependent() {
    // each axis has the variance 1/3 of a number uniform in [-1, 1]
    assertThat(draws(new Shift(1), map -> 3 * map.x0() * map.y0()).getAverage())
        .isCloseTo(0, within(0.04)); // standard deviation 0.01
  }

  @Test
  void scalesFillTheirRange() {
    DoubleSummaryStatistics factors = draws(new Scale(0.8, 1.2), map -> 1 / map.xx());

    assertThat(factors.getMin()).isBetween(0.8, 0.801);
    assertThat(factors.getMax()).isBetween(1.199, 1.2);
    assertThat(factors.getAverage()).isCloseTo(1, within(0.005)); // standard deviation 0.0012
  }

  @Test
  void scalesKeepTheProportions() {
    assertThat(draws(new Scale(0.5, 2), map -> map.xx() - map.yy()).getMax()).isZero();
    assertThat(draws(new Scale(0.5, 2), map -> map.xx() - map.yy()).getMin()).isZero();
  }

  @Test
  void refusesNumbersOutsideTheirRange() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Rotation(181))
        .withMessage("Rotation: degrees must be in [0.0, 180.0], got 181.0");
    assertThatIllegalArgumentException().isThrownBy(() -> new Rotation(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Rotation(Double.NaN));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Shift(-1))
        .withMessage("Shift: pixels must be in [0.0, 1000000.0], got -1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Scale(0, 1))
        .withMessageStartingWith("Scale: smallest must be in [");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Scale(1.2, 0.8))
        .withMessage("Scale: largest must be in [1.2, 1000000.0], got 0.8");
  }
}
