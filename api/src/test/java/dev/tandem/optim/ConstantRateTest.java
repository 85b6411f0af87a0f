package dev.tandem.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConstantRateTest {

  @Test
  void isTheSameAtEveryStep() {
    LearningRateSchedule schedule = new ConstantRate(0.01);

    assertThat(schedule.at(0)).isEqualTo(0.01);
    assertThat(schedule.at(1L << 40)).isEqualTo(0.01);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void refusesWhatIsNoRate(double rate) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ConstantRate(rate))
        .withMessage("learning rate must be above 0 and finite, got " + rate);
  }
}
