package dev.tandem.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rate was computed by hand. */
class SchedulesTest {

  @ParameterizedTest
  @CsvSource({"0, 8", "1, 8", "2, 8", "3, 4", "5, 4", "6, 2", "8, 2", "9, 1", "30, 0.0078125"})
  void stepsFallByAFactor(long step, double rate) {
    assertThat(new StepDecay(8, 0.5, 3).at(step)).isEqualTo(rate);
  }

  @Test
  void aFactorOfOneNeverFalls() {
    assertThat(new StepDecay(0.1, 1, 1).at(1_000_000)).isEqualTo(0.1);
  }

  /** The cosine of 0, 60, 90, 120 and 180 degrees is 1, 1/2, 0, -1/2 and -1. */
  @ParameterizedTest
  @CsvSource({"0, 0.9", "4, 0.7", "6, 0.5", "8, 0.3", "12, 0.1", "13, 0.1", "1000000, 0.1"})
  void aCosineFallsToItsEnd(long step, double rate) {
    assertThat(new Cosine(0.9, 0.1, 12).at(step)).isCloseTo(rate, within(1e-15));
  }

  @Test
  void aCosineMayEndAtNothingOrWhereItStarted() {
    assertThat(new Cosine(0.9, 0, 1).at(0)).isEqualTo(0.9);
    assertThat(new Cosine(0.9, 0, 1).at(1)).isZero();
    assertThat(new Cosine(0.9, 0.9, 7).at(3)).isEqualTo(0.9);
  }

  @ParameterizedTest
  @CsvSource({"0, 0.25", "1, 0.4375", "2, 0.625", "3, 0.8125", "4, 1", "5, 1", "1000000, 1"})
  void aWarmUpRisesInALine(long step, double rate) {
    assertThat(new LinearWarmUp(0.25, 1, 4).at(step)).isEqualTo(rate);
  }

  @Test
  void aWarmUpMayStartAtNothingOrAtItsPeak() {
    assertThat(new LinearWarmUp(0, 1, 4).at(0)).isZero();
    assertThat(new LinearWarmUp(0, 1, 4).at(1)).isEqualTo(0.25);
    assertThat(new LinearWarmUp(1, 1, 4).at(1)).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"0, 8", "2, 8", "3, 4", "4, 4", "5, 1", "1000000, 1"})
  void anotherCountsFromItsBeginning(long step, double rate) {
    LearningRateSchedule schedule = new StepDecay(8, 0.5, 3).then(5, new ConstantRate(1));

    assertThat(schedule.at(step)).isEqualTo(rate);
    assertThat(schedule)
        .isEqualTo(new Consecutive(new StepDecay(8, 0.5, 3), 5, new ConstantRate(1)));
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 0.5", "2, 1", "4, 0.5", "6, 0", "7, 3", "9, 3"})
  void schedulesChain(long step, double rate) {
    LearningRateSchedule schedule =
        new LinearWarmUp(0, 1, 2).then(new Cosine(1, 0, 4)).then(7, new ConstantRate(3));

    assertThat(schedule.at(step)).isCloseTo(rate, within(1e-15));
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        refused(
            () -> new StepDecay(0, 0.5, 1), "StepDecay: start must be above 0 and finite, got 0.0"),
        refused(() -> new StepDecay(1, 0, 1), "StepDecay: factor must be in (0, 1], got 0.0"),
        refused(() -> new StepDecay(1, 1.1, 1), "StepDecay: factor must be in (0, 1], got 1.1"),
        refused(
            () -> new StepDecay(1, Double.NaN, 1), "StepDecay: factor must be in (0, 1], got NaN"),
        refused(() -> new StepDecay(1, 0.5, 0), "StepDecay: every must be at least 1, got 0"),
        refused(() -> new Cosine(0, 0, 1), "Cosine: start must be above 0 and finite, got 0.0"),
        refused(() -> new Cosine(1, -1, 1), "Cosine: end must be in [0, start = 1.0], got -1.0"),
        refused(() -> new Cosine(1, 2, 1), "Cosine: end must be in [0, start = 1.0], got 2.0"),
        refused(
            () -> new Cosine(1, Double.NaN, 1), "Cosine: end must be in [0, start = 1.0], got NaN"),
        refused(() -> new Cosine(1, 0, 0), "Cosine: steps must be at least 1, got 0"),
        refused(
            () -> new LinearWarmUp(0, 0, 1),
            "LinearWarmUp: peak must be above 0 and finite, got 0.0"),
        refused(
            () -> new LinearWarmUp(-1, 1, 1),
            "LinearWarmUp: start must be in [0, peak = 1.0], got -1.0"),
        refused(
            () -> new LinearWarmUp(2, 1, 1),
            "LinearWarmUp: start must be in [0, peak = 1.0], got 2.0"),
        refused(
            () -> new LinearWarmUp(Double.NaN, 1, 1),
            "LinearWarmUp: start must be in [0, peak = 1.0], got NaN"),
        refused(() -> new LinearWarmUp(0, 1, 0), "LinearWarmUp: steps must be at least 1, got 0"),
        refused(
            () -> new ConstantRate(1).then(0, new ConstantRate(2)),
            "Consecutive: steps must be at least 1, got 0"));
  }

  private static Arguments refused(ThrowingCallable construction, String message) {
    return arguments(message, construction);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refusals")
  void refusesNumbersOutsideTheirRange(String message, ThrowingCallable construction) {
    assertThatIllegalArgumentException().isThrownBy(construction).withMessage(message);
  }
}
