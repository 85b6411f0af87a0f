package dev.tandem.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.tensor.HostTensor;
import dev.tandem.tensor.Shape;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DifferenceTest {
  private static final Tolerance TOLERANCE = new Tolerance(0.1, 0.01);

  @Test
  void theAllowedGrowsWithTheExpected() {
    assertThat(TOLERANCE.allowed(-20)).isEqualTo(0.3, within(1e-12));
    assertThat(Difference.of("x", -19.7, -20, TOLERANCE).share()).isEqualTo(1, within(1e-9));
  }

  @Test
  void theWorstElementIsNamedByItsIndex() {
    HostTensor expected = HostTensor.of(Shape.of(2, 3), 0, 0, 0, 100, 0, 0);
    HostTensor actual = HostTensor.of(Shape.of(2, 3), 0, 0.05f, 0, 100.5f, -0.2f, 0);
    assertThat(Difference.worst("weight", actual, expected, TOLERANCE))
        .hasToString(
            "weight[1, 1]: expected 0.00000000, got -0.200000003, off by 0.200, allowed 0.100");
  }

  @Test
  void notANumberIsInfinitelyFarFromANumberAndNoneFromItself() {
    assertThat(Difference.of("x", Double.NaN, 1, TOLERANCE).share()).isInfinite();
    assertThat(Difference.of("x", 1, Double.NaN, TOLERANCE).share()).isInfinite();
    assertThat(Difference.of("x", Double.NaN, Double.NaN, TOLERANCE).share()).isZero();
    assertThat(Difference.of("x", 1e300 * 1e10, 1e300 * 1e10, TOLERANCE).share()).isZero();
  }

  @Test
  void namesAndShapesMustBeTheSame() {
    HostTensor one = HostTensor.zeros(Shape.of(1));
    HostTensor two = HostTensor.zeros(Shape.of(2));
    assertThatThrownBy(() -> Difference.worst("x", one, two, TOLERANCE))
        .hasMessage("x: expected shape [2], got [1]");
    assertThatThrownBy(() -> Difference.worst("x", Map.of("a", one), Map.of("b", one), TOLERANCE))
        .hasMessage("x: expected [b], got [a]");
  }
}
