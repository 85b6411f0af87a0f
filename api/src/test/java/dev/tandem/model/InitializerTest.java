package dev.tandem.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tandem.random.RandomStream;
import dev.tandem.random.RandomStreams;
import dev.tandem.random.RandomStreams.Purpose;
import dev.tandem.tensor.HostTensor;
import dev.tandem.tensor.Shape;
import org.junit.jupiter.api.Test;

class InitializerTest {

  private static RandomStream random() {
    return new RandomStreams(42).stream(Purpose.INITIALIZATION, 0);
  }

  private static ParameterSpec parameter(Shape shape, int fanIn) {
    return ParameterSpec.trained("weight", shape, fanIn, new Initializer.FanInUniform());
  }

  @Test
  void constantFillsAndDrawsNothing() {
    RandomStream random = random();
    HostTensor tensor = new Initializer.Constant(0.5f).create(parameter(Shape.of(2, 2), 1), random);

    assertThat(tensor).isEqualTo(HostTensor.of(Shape.of(2, 2), 0.5f, 0.5f, 0.5f, 0.5f));
    assertThat(random.nextLong()).isEqualTo(random().nextLong());
  }

  /** Derived in Python from SplitMix64: uniform in [-1/3, 1/3). */
  @Test
  void fanInUniformIsPinned() {
    HostTensor tensor = new Initializer.FanInUniform().create(parameter(Shape.of(4), 9), random());

    assertThat(tensor.values())
        .containsExactly(0x1.8acb84p-3f, -0x1.469734p-2f, -0x1.7920ep-5f, 0x1.4466c4p-2f);
  }

  @Test
  void fanInUniformFillsItsRange() {
    HostTensor tensor =
        new Initializer.FanInUniform().create(parameter(Shape.of(10_000), 25), random());
    float smallest = 0;
    float largest = 0;
    double sum = 0;
    for (float value : tensor.values()) {
      smallest = Math.min(smallest, value);
      largest = Math.max(largest, value);
      sum += value;
    }

    // 1 / sqrt(25) = 0.2; the mean of 10,000 has a standard deviation of 0.0012
    assertThat(smallest).isBetween(-0.2f, -0.199f);
    assertThat(largest).isBetween(0.199f, 0.2f);
    assertThat(sum / 10_000).isBetween(-0.005, 0.005);
  }

  @Test
  void aParameterSumsAtLeastOneInput() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> parameter(Shape.of(4), 0))
        .withMessage("parameter weight: fanIn must be >= 1: 0");
  }
}
