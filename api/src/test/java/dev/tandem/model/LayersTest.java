package dev.tandem.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.tandem.tensor.Shape;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Shapes, parameters and refusals of each layer by itself. */
class LayersTest {
  private static final Shape ODD = Shape.of(3, 7, 9);

  static Stream<Arguments> outputShapes() {
    return Stream.of(
        arguments(Conv2d.of(5, 3), ODD, Shape.of(5, 5, 7)),
        arguments(Conv2d.of(5, 3).withPadding(1), ODD, Shape.of(5, 7, 9)),
        arguments(Conv2d.of(5, 2).withStride(2), ODD, Shape.of(5, 3, 4)),
        arguments(Conv2d.of(5, 9).withPadding(1), ODD, Shape.of(5, 1, 3)),
        arguments(MaxPool2d.of(2), ODD, Shape.of(3, 3, 4)),
        arguments(new MaxPool2d(3, 2), ODD, Shape.of(3, 3, 4)),
        arguments(new MaxPool2d(7, 1), ODD, Shape.of(3, 1, 3)),
        arguments(new AdaptiveAvgPool2d(), ODD, Shape.of(3, 1, 1)),
        arguments(BatchNorm2d.of(), ODD, ODD),
        arguments(new ReLU(), ODD, ODD),
        arguments(new Dropout(0.5), ODD, ODD),
        arguments(new Flatten(), ODD, Shape.of(189)),
        arguments(new LogSoftmax(), Shape.of(10), Shape.of(10)),
        arguments(Sequential.of(MaxPool2d.of(2), new Flatten()), ODD, Shape.of(36)),
        arguments(Sequential.of(), ODD, ODD));
  }

  @ParameterizedTest
  @MethodSource("outputShapes")
  void computesItsOutputShape(LayerSpec layer, Shape input, Shape output) {
    assertThat(layer.outputShape(input)).isEqualTo(output);
  }

  @Test
  void convolutionHasAWeightAndABias() {
    Initializer uniform = new Initializer.FanInUniform();

    assertThat(Conv2d.of(5, 2).parameters(ODD))
        .containsExactly(
            new ParameterSpec("weight", Shape.of(5, 3, 2, 2), 12, uniform, true),
            new ParameterSpec("bias", Shape.of(5), 12, uniform, true));
    assertThat(Conv2d.of(5, 2).withoutBias().parameters(ODD))
        .extracting(ParameterSpec::name)
        .containsExactly("weight");
  }

  @Test
  void batchNormHasTwoParametersAndTwoStatistics() {
    Initializer one = new Initializer.Constant(1);
    Initializer zero = new Initializer.Constant(0);

    assertThat(BatchNorm2d.of().parameters(ODD))
        .containsExactly(
            new ParameterSpec("weight", Shape.of(3), 1, one, true),
            new ParameterSpec("bias", Shape.of(3), 1, zero, true),
            new ParameterSpec("running_mean", Shape.of(3), 1, zero, false),
            new ParameterSpec("running_var", Shape.of(3), 1, one, false));
  }

  @Test
  void otherLayersHaveNoParameters() {
    for (LayerSpec layer :
        List.of(new ReLU(), new Dropout(0.5), MaxPool2d.of(2), new Flatten(), new LogSoftmax())) {
      assertThat(layer.parameters(ODD)).as("%s", layer).isEmpty();
    }
  }

  @Test
  void batchNormStartsWithTheUsualNumbers() {
    assertThat(BatchNorm2d.of()).isEqualTo(new BatchNorm2d(1e-5, 0.9));
  }

  @Test
  void aConvolutionIsChangedOneFieldAtATime() {
    assertThat(Conv2d.of(5, 3)).isEqualTo(new Conv2d(5, 3, 1, 0, true));
    assertThat(Conv2d.of(5, 3).withStride(2).withPadding(1).withoutBias())
        .isEqualTo(new Conv2d(5, 3, 2, 1, false));
    assertThat(Conv2d.of(5, 3).withoutBias().withPadding(1).withStride(2))
        .isEqualTo(new Conv2d(5, 3, 2, 1, false));
  }

  @Test
  void dropoutScalesWhatItKeeps() {
    assertThat(new Dropout(0.75).scale()).isEqualTo(4);
    assertThat(new Dropout(0).scale()).isEqualTo(1);
  }

  static Stream<Arguments> unfitInputs() {
    return Stream.of(
        arguments(
            Conv2d.of(16, 3),
            Shape.of(784),
            "Conv2d[filters=16, kernel=3, stride=1, padding=0, bias=true]: needs [channels, height,"
                + " width], got [784]; remove the Flatten before it."),
        arguments(
            MaxPool2d.of(2),
            Shape.of(28, 28),
            "MaxPool2d[kernel=2, stride=2]: needs [channels, height, width], got [28, 28]."),
        arguments(
            BatchNorm2d.of(),
            Shape.of(8),
            "BatchNorm2d[epsilon=1.0E-5, statisticsDecay=0.9]: needs [channels, height, width], got"
                + " [8]; remove the Flatten before it."),
        arguments(
            new AdaptiveAvgPool2d(),
            Shape.of(8),
            "AdaptiveAvgPool2d[]: needs [channels, height, width], got [8]; remove the Flatten"
                + " before it."),
        arguments(
            Conv2d.of(16, 9).withPadding(1),
            Shape.of(3, 9, 6),
            "Conv2d[filters=16, kernel=9, stride=1, padding=1, bias=true]: a window of 9 does not"
                + " fit into [3, 9, 6] with padding 1; use a smaller kernel or shrink the"
                + " image less before it."),
        arguments(
            new LogSoftmax(),
            Shape.of(10, 1, 1),
            "LogSoftmax[]: needs [classes], got [10, 1, 1]; put a Flatten before it."));
  }

  @ParameterizedTest
  @MethodSource("unfitInputs")
  void refusesAnInputWithTheRuleWhatCameAndHowToMendIt(
      LayerSpec layer, Shape input, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> layer.outputShape(input))
        .withMessage(message);
  }

  @Test
  void aPoolThatDoesNotFitIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MaxPool2d.of(2).outputShape(Shape.of(8, 1, 4)))
        .withMessageStartingWith(
            "MaxPool2d[kernel=2, stride=2]: a window of 2 does not fit into [8, 1, 4]");
  }

  static Stream<Arguments> badNumbers() {
    return Stream.of(
        refused(() -> Conv2d.of(0, 3), "Conv2d: filters must be at least 1, got 0"),
        refused(() -> Conv2d.of(8, 0), "Conv2d: kernel must be at least 1, got 0"),
        refused(() -> Conv2d.of(8, 3).withStride(0), "Conv2d: stride must be at least 1, got 0"),
        refused(
            () -> Conv2d.of(8, 3).withPadding(-1), "Conv2d: padding must be at least 0, got -1"),
        refused(() -> MaxPool2d.of(0), "MaxPool2d: kernel must be at least 1, got 0"),
        refused(() -> new MaxPool2d(2, 0), "MaxPool2d: stride must be at least 1, got 0"),
        refused(
            () -> new BatchNorm2d(0, 0.9),
            "BatchNorm2d: epsilon must be above 0 and finite, got 0.0"),
        refused(
            () -> new BatchNorm2d(1e-5, -0.1),
            "BatchNorm2d: statisticsDecay must be in [0, 1], got -0.1"),
        refused(
            () -> new BatchNorm2d(1e-5, 1.1),
            "BatchNorm2d: statisticsDecay must be in [0, 1], got 1.1"),
        refused(() -> new Dropout(1), "Dropout: rate must be in [0, 1), got 1.0"),
        refused(() -> new Dropout(-0.1), "Dropout: rate must be in [0, 1), got -0.1"),
        refused(() -> new Dropout(Double.NaN), "Dropout: rate must be in [0, 1), got NaN"));
  }

  private static Arguments refused(ThrowingCallable construction, String message) {
    return arguments(message, construction);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badNumbers")
  void refusesNumbersOutsideTheirRange(String message, ThrowingCallable construction) {
    assertThatIllegalArgumentException().isThrownBy(construction).withMessage(message);
  }

  @Test
  void aBlockNamesItsLayersByTheirPlaces() {
    assertThat(Sequential.of(new ReLU(), new Flatten()).layers())
        .containsExactly(new NamedLayer("0", new ReLU()), new NamedLayer("1", new Flatten()));
  }

  @Test
  void aBlockRefusesANameThatOccursTwice() {
    NamedLayer relu = new NamedLayer("act", new ReLU());

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Sequential(List.of(relu, relu)))
        .withMessage("Sequential: two layers are named act");
  }

  @Test
  void aBlockPrintsShort() {
    assertThat(Sequential.of(new ReLU(), new Flatten())).hasToString("Sequential[2 layers]");
  }

  @Test
  void layerNamesAreAsciiWordsWithoutDots() {
    assertThat(new NamedLayer("Conv_1z9", new ReLU()).name()).isEqualTo("Conv_1z9");
    for (String bad : List.of("", "conv1.0", "a b", "größe", "a-b", "{", "@", "[", "/", ":")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new NamedLayer(bad, new ReLU()))
          .withMessage("layer name '" + bad + "': use ASCII letters, digits and underscores only");
    }
  }
}
