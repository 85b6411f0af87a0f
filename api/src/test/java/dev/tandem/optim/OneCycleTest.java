package dev.tandem.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OneCycleTest {
  private static final Percentage ROUNDING = Percentage.withPercentage(1e-10);

  /**
   * By hand: 20 steps of which a quarter rises put the peak at step 20 * 0.25 - 1 = 4, so that the
   * cosine is 0 half way up (step 2), 1/2 a third of the way down (9) and -1/2 at two thirds (14).
   */
  @ParameterizedTest
  @CsvSource({
    "0, 0.004",
    "2, 0.052",
    "4, 0.1",
    "9, 0.0750001",
    "14, 0.0250003",
    "19, 0.0000004",
  })
  void risesAndFallsOnCosineArcs(long step, double rate) {
    OneCycle schedule = new OneCycle(0.1, 20, 0.25, 25, 1e4);

    assertThat(schedule.at(step)).isCloseTo(rate, within(1e-15));
  }

  /**
   * From a transcription to Python of PyTorch's OneCycleLR.get_lr with max_lr=0.1, total_steps=10,
   * pct_start=0.25, anneal_strategy='cos', three_phase=False: the peak lies between two steps.
   */
  @ParameterizedTest
  @CsvSource({
    "0, 0.0040000000000000036",
    "1, 0.076",
    "2, 0.09890738440717015",
    "3, 0.0904508879153485",
    "5, 0.05522660225769002",
    "8, 0.0043231098269614805",
    "9, 4e-07",
  })
  void agreesWithPyTorchOnAShortCycle(long step, double rate) {
    assertThat(new OneCycle(0.1, 10, 0.25, 25, 1e4).at(step)).isCloseTo(rate, ROUNDING);
  }

  /** As above with max_lr=0.01, total_steps=938, pct_start=0.3. */
  @ParameterizedTest
  @CsvSource({
    "0, 0.0003999999999999993",
    "100, 0.003110438830438854",
    "280, 0.009999951796982674",
    "281, 0.009999979396620473",
    "500, 0.007484801439982107",
    "937, 4e-08",
  })
  void agreesWithPyTorchOnAnEpochOfMnist(long step, double rate) {
    assertThat(new OneCycle(0.01, 938, 0.3, 25, 1e4).at(step)).isCloseTo(rate, ROUNDING);
  }

  @Test
  void staysAtItsEndAfterTheLastStep() {
    OneCycle schedule = new OneCycle(0.1, 20, 0.25, 25, 1e4);

    assertThat(schedule.at(20)).isEqualTo(schedule.at(19));
    assertThat(schedule.at(1_000_000)).isEqualTo(schedule.at(19));
  }

  @Test
  void beginsAtThePeakIfTheRiseHasNoStep() {
    OneCycle schedule = new OneCycle(0.1, 4, 0.1, 25, 1e4);

    assertThat(schedule.at(0)).isEqualTo(0.1);
    assertThat(schedule.at(3)).isCloseTo(4e-7, within(1e-17));
  }

  @Test
  void takesTheSmallestNumbers() {
    OneCycle flat = new OneCycle(0.1, 2, 0.5, 1, 1);

    assertThat(flat.at(0)).isEqualTo(0.1);
    assertThat(flat.at(1)).isEqualTo(0.1);
  }

  @Test
  void refusesNumbersOutsideTheirRange() {
    assertRefused(0, 10, 0.3, 25, 1, "OneCycle: peak must be above 0 and finite, got 0.0");
    assertRefused(1, 1, 0.3, 25, 1, "OneCycle: steps must be at least 2, got 1");
    assertRefused(1, 10, 0, 25, 1, "OneCycle: warmUp must be in (0, 1), got 0.0");
    assertRefused(1, 10, 1, 25, 1, "OneCycle: warmUp must be in (0, 1), got 1.0");
    assertRefused(
        1, 10, 0.3, 0.5, 1, "OneCycle: divisors must be at least 1 and finite, got 0.5 and 1.0");
    assertRefused(
        1, 10, 0.3, 25, 0.5, "OneCycle: divisors must be at least 1 and finite, got 25.0 and 0.5");
    assertRefused(
        1,
        10,
        0.3,
        25,
        Double.POSITIVE_INFINITY,
        "OneCycle: divisors must be at least 1 and finite, got 25.0 and Infinity");
  }

  private static void assertRefused(
      double peak, long steps, double warmUp, double start, double end, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new OneCycle(peak, steps, warmUp, start, end))
        .withMessage(message);
  }
}
