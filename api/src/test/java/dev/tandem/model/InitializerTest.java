package dev.tandem.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.tandem.model.ParameterSpec.Fans;
import dev.tandem.random.RandomStream;
import dev.tandem.random.RandomStreams;
import dev.tandem.random.RandomStreams.Purpose;
import dev.tandem.tensor.HostTensor;
import dev.tandem.tensor.Shape;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class InitializerTest {
  private static final int COUNT = 40_000;

  private static RandomStream random() {
    return new RandomStreams(42).stream(Purpose.INITIALIZATION, 0);
  }

  private static HostTensor create(Initializer initializer, Shape shape, int fanIn, int fanOut) {
    Fans fans = new Fans(fanIn, fanOut);
    return initializer.create(ParameterSpec.trained("weight", shape, fans, initializer), random());
  }

  @Test
  void constantFillsAndDrawsNothing() {
    RandomStream random = random();
    Initializer half = new Initializer.Constant(0.5f);
    HostTensor tensor = half.create(ParameterSpec.constant("weight", Shape.of(2, 2), 0.5f), random);

    assertThat(tensor).isEqualTo(HostTensor.of(Shape.of(2, 2), 0.5f, 0.5f, 0.5f, 0.5f));
    assertThat(random.nextLong()).isEqualTo(random().nextLong());
  }

  @Test
  void aConstantIsANumber() {
    for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new Initializer.Constant(bad))
          .withMessage("Constant: value must be finite, got " + bad);
    }
  }

  /** Derived in Python from SplitMix64: uniform in [-1/3, 1/3). */
  @Test
  void fanInUniformIsPinned() {
    assertThat(create(new Initializer.FanInUniform(), Shape.of(4), 9, 1).values())
        .containsExactly(0x1.8acb84p-3f, -0x1.469734p-2f, -0x1.7920ep-5f, 0x1.4466c4p-2f);
  }

  /** The fans are 24 and 76, so that no two rules have the same bound. */
  static Stream<Arguments> uniforms() {
    return Stream.of(
        arguments(new Initializer.FanInUniform(), Math.sqrt(1 / 24.0)),
        arguments(new Initializer.HeUniform(), 0.5), // sqrt(6/24)
        arguments(new Initializer.GlorotUniform(), Math.sqrt(0.06))); // 6/100
  }

  @ParameterizedTest
  @MethodSource("uniforms")
  void uniformsFillTheirRange(Initializer initializer, double bound) {
    float[] values = create(initializer, Shape.of(COUNT), 24, 76).values();
    float smallest = 0;
    float largest = 0;
    for (float value : values) {
      smallest = Math.min(smallest, value);
      largest = Math.max(largest, value);
    }

    assertThat(smallest / bound).isBetween(-1.0, -0.999);
    assertThat(largest / bound).isBetween(0.999, 1.0);
    // of a uniform variable: bound^2/3; the mean of 40,000 deviates by 0.003 bounds
    assertThat(mean(values, 1) / bound).isCloseTo(0, within(0.015));
    assertThat(mean(values, 2) / (bound * bound)).isCloseTo(1 / 3.0, within(0.008));
  }

  static Stream<Arguments> normals() {
    return Stream.of(
        arguments(new Initializer.HeNormal(), Math.sqrt(2 / 24.0)),
        arguments(new Initializer.GlorotNormal(), Math.sqrt(0.02))); // 2/100
  }

  /** Standard deviations of the three measures: 0.005, 0.007 and 0.05; each may be five off. */
  @ParameterizedTest
  @MethodSource("normals")
  void normalsHaveTheirMoments(Initializer initializer, double deviation) {
    float[] values = create(initializer, Shape.of(COUNT), 24, 76).values();
    double variance = deviation * deviation;

    assertThat(mean(values, 1) / deviation).isCloseTo(0, within(0.025));
    assertThat(mean(values, 2) / variance).isCloseTo(1, within(0.035));
    // 3 of a normal distribution, 1.8 of a uniform one
    assertThat(mean(values, 4) / (variance * variance)).isCloseTo(3, within(0.25));
  }

  private static double mean(float[] values, int power) {
    double sum = 0;
    for (float value : values) {
      sum += Math.pow(value, power);
    }
    return sum / values.length;
  }

  @ParameterizedTest
  @MethodSource({"uniforms", "normals"})
  void theSameStreamGivesTheSameBits(Initializer initializer) {
    HostTensor tensor = create(initializer, Shape.of(3, 2, 2), 24, 76);
    RandomStream other = new RandomStreams(43).stream(Purpose.INITIALIZATION, 0);
    ParameterSpec parameter =
        ParameterSpec.trained("weight", Shape.of(3, 2, 2), new Fans(24, 76), initializer);

    assertThat(tensor).isEqualTo(create(initializer, Shape.of(3, 2, 2), 24, 76));
    assertThat(tensor.shape()).isEqualTo(Shape.of(3, 2, 2));
    assertThat(tensor).isNotEqualTo(initializer.create(parameter, other));
  }

  /** A layer's initializer is of its weight; the bias keeps PyTorch's. */
  @Test
  void aLayerUsesItsInitializer() {
    ModelSpec model =
        ModelSpec.of(
            "m",
            Shape.of(4),
            new NamedLayer("a", Dense.of(3).withInitializer(new Initializer.Constant(0.25f))));
    ModelState state = model.initialState(new RandomStreams(42));

    assertThat(state.tensor("a.weight").values()).hasSize(12).containsOnly(0.25f);
    assertThat(state.tensor("a.bias").values()).doesNotContain(0.25f).hasSize(3);
    for (float value : state.tensor("a.bias").values()) {
      assertThat(value).isBetween(-0.5f, 0.5f); // 1/sqrt(4)
    }
  }
}
