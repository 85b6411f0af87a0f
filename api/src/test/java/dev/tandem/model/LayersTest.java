package dev.tandem.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.tandem.tensor.Shape;
import java.util.ArrayList;
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
        arguments(Conv2d.of(5, 3).withDilation(2), ODD, Shape.of(5, 3, 5)),
        arguments(Conv2d.of(5, 3).withDilation(3).withPadding(2).withStride(2), ODD, size(3, 4)),
        arguments(Conv2d.of(5, 1).withDilation(100), ODD, Shape.of(5, 7, 9)),
        arguments(Conv2d.of(6, 3).withGroups(3), ODD, Shape.of(6, 5, 7)),
        arguments(Dense.of(4), Shape.of(189), Shape.of(4)),
        arguments(Dense.of(4).withoutBias(), Shape.of(1), Shape.of(4)),
        arguments(LayerNorm.of(), ODD, ODD),
        arguments(LeakyReLU.of(), ODD, ODD),
        arguments(new GELU(), ODD, ODD),
        arguments(new SiLU(), ODD, ODD),
        arguments(new Sigmoid(), ODD, ODD),
        arguments(new Tanh(), ODD, ODD),
        arguments(new Softmax(), Shape.of(10), Shape.of(10)),
        arguments(AvgPool2d.of(2), ODD, Shape.of(3, 3, 4)),
        arguments(new AvgPool2d(3, 2), ODD, Shape.of(3, 3, 4)),
        arguments(new AvgPool2d(7, 1), ODD, Shape.of(3, 1, 3)),
        arguments(new AdaptiveAvgPool2d(2, 5), ODD, Shape.of(3, 2, 5)),
        arguments(new AdaptiveAvgPool2d(7, 9), ODD, ODD),
        arguments(Residual.of(new ReLU()), ODD, ODD),
        arguments(Residual.of(), ODD, ODD),
        arguments(
            Residual.of(Conv2d.of(5, 3)).withProjection(Conv2d.of(5, 3).withoutBias()),
            ODD,
            Shape.of(5, 5, 7)),
        arguments(MaxPool2d.of(2), ODD, Shape.of(3, 3, 4)),
        arguments(new MaxPool2d(3, 2), ODD, Shape.of(3, 3, 4)),
        arguments(new MaxPool2d(7, 1), ODD, Shape.of(3, 1, 3)),
        arguments(AdaptiveAvgPool2d.global(), ODD, Shape.of(3, 1, 1)),
        arguments(BatchNorm2d.of(), ODD, ODD),
        arguments(new ReLU(), ODD, ODD),
        arguments(new Dropout(0.5), ODD, ODD),
        arguments(new Flatten(), ODD, Shape.of(189)),
        arguments(new LogSoftmax(), Shape.of(10), Shape.of(10)),
        arguments(Sequential.of(MaxPool2d.of(2), new Flatten()), ODD, Shape.of(36)),
        arguments(Sequential.of(), ODD, ODD));
  }

  private static Shape size(int height, int width) {
    return Shape.of(5, height, width);
  }

  @ParameterizedTest
  @MethodSource("outputShapes")
  void computesItsOutputShape(LayerSpec layer, Shape input, Shape output) {
    assertThat(layer.outputShape(input)).isEqualTo(output);
  }

  @Test
  void batchNormStartsWithTheUsualNumbers() {
    assertThat(BatchNorm2d.of()).isEqualTo(new BatchNorm2d(1e-5, 0.9));
    assertThat(new BatchNorm2d(1e-5, 0).statisticsDecay()).isZero();
    assertThat(new BatchNorm2d(1e-5, 1).statisticsDecay()).isEqualTo(1);
  }

  @Test
  void aConvolutionIsChangedOneFieldAtATime() {
    Initializer uniform = new Initializer.FanInUniform();
    Initializer he = new Initializer.HeNormal();
    Conv2d changed = new Conv2d(6, 3, 2, 1, 4, 3, false, he);

    assertThat(Conv2d.of(6, 3)).isEqualTo(new Conv2d(6, 3, 1, 0, 1, 1, true, uniform));
    assertThat(
            Conv2d.of(6, 3)
                .withStride(2)
                .withPadding(1)
                .withDilation(4)
                .withGroups(3)
                .withoutBias()
                .withInitializer(he))
        .isEqualTo(changed);
    assertThat(
            Conv2d.of(6, 3)
                .withInitializer(he)
                .withoutBias()
                .withGroups(3)
                .withDilation(4)
                .withPadding(1)
                .withStride(2))
        .isEqualTo(changed);
  }

  @Test
  void aDilatedWindowHasHoles() {
    assertThat(Conv2d.of(6, 3).span()).isEqualTo(3);
    assertThat(Conv2d.of(6, 3).withDilation(4).span()).isEqualTo(9);
    assertThat(Conv2d.of(6, 1).withDilation(4).span()).isEqualTo(1);
  }

  @Test
  void aDenseLayerIsChangedOneFieldAtATime() {
    Initializer he = new Initializer.HeNormal();

    assertThat(Dense.of(4)).isEqualTo(new Dense(4, true, new Initializer.FanInUniform()));
    assertThat(Dense.of(4).withoutBias().withInitializer(he)).isEqualTo(new Dense(4, false, he));
    assertThat(Dense.of(4).withInitializer(he).withoutBias()).isEqualTo(new Dense(4, false, he));
  }

  @Test
  void theUsualNumbers() {
    assertThat(LayerNorm.of()).isEqualTo(new LayerNorm(1e-5));
    assertThat(LeakyReLU.of()).isEqualTo(new LeakyReLU(0.01));
    assertThat(new LeakyReLU(0).negativeSlope()).isZero();
    assertThat(AvgPool2d.of(3)).isEqualTo(new AvgPool2d(3, 3));
    assertThat(AdaptiveAvgPool2d.global()).isEqualTo(new AdaptiveAvgPool2d(1, 1));
  }

  /** By hand: 5 rows to 3 windows are rows 0-1, 1-3 and 3-4; neighbours overlap. */
  @Test
  void adaptiveWindowsCoverTheImageAsPyTorchs() {
    assertThat(windows(5, 3)).containsExactly(0, 2, 1, 4, 3, 5);
    assertThat(windows(6, 3)).containsExactly(0, 2, 2, 4, 4, 6);
    assertThat(windows(4, 1)).containsExactly(0, 4);
    assertThat(windows(2, 2)).containsExactly(0, 1, 1, 2);
    assertThat(AdaptiveAvgPool2d.from(65_535, 65_536, 1 << 30)).isEqualTo((1 << 30) - (1 << 14));
    assertThat(AdaptiveAvgPool2d.to(65_535, 65_536, 1 << 30)).isEqualTo(1 << 30);
  }

  private static List<Integer> windows(int size, int windows) {
    List<Integer> bounds = new ArrayList<>();
    for (int i = 0; i < windows; i++) {
      bounds.add(AdaptiveAvgPool2d.from(i, windows, size));
      bounds.add(AdaptiveAvgPool2d.to(i, windows, size));
    }
    return bounds;
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
            "Conv2d[filters=16, kernel=3, stride=1, padding=0, dilation=1, groups=1,"
                + " bias=true, initializer=FanInUniform[]]: needs [channels, height, width], got [784]; remove the Flatten before it."),
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
            AdaptiveAvgPool2d.global(),
            Shape.of(8),
            "AdaptiveAvgPool2d[height=1, width=1]: needs [channels, height, width], got [8]; remove the Flatten"
                + " before it."),
        arguments(
            Conv2d.of(16, 9).withPadding(1),
            Shape.of(3, 9, 6),
            "Conv2d[filters=16, kernel=9, stride=1, padding=1, dilation=1, groups=1,"
                + " bias=true, initializer=FanInUniform[]]: a window of 9 does not fit into [3, 9, 6] with padding 1; use a smaller kernel or shrink the"
                + " image less before it."),
        arguments(
            Conv2d.of(6, 3).withDilation(4),
            Shape.of(3, 9, 8),
            "Conv2d[filters=6, kernel=3, stride=1, padding=0, dilation=4, groups=1, bias=true,"
                + " initializer=FanInUniform[]]: a window of 9 does not fit into [3, 9, 8] with"
                + " padding 0; use a smaller kernel or shrink the image less before it."),
        arguments(
            Conv2d.of(6, 3).withGroups(2),
            ODD,
            "Conv2d[filters=6, kernel=3, stride=1, padding=0, dilation=1, groups=2, bias=true,"
                + " initializer=FanInUniform[]]: needs channels in a multiple of groups, got"
                + " [3, 7, 9]."),
        arguments(
            Dense.of(4),
            ODD,
            "Dense[units=4, bias=true, initializer=FanInUniform[]]: needs [features], got"
                + " [3, 7, 9]; put a Flatten before it."),
        arguments(
            AvgPool2d.of(2),
            Shape.of(8),
            "AvgPool2d[kernel=2, stride=2]: needs [channels, height, width], got [8]; remove the"
                + " Flatten before it."),
        arguments(
            AvgPool2d.of(8),
            ODD,
            "AvgPool2d[kernel=8, stride=8]: a window of 8 does not fit into [3, 7, 9] with padding"
                + " 0; use a smaller kernel or shrink the image less before it."),
        arguments(
            new AdaptiveAvgPool2d(8, 1),
            ODD,
            "AdaptiveAvgPool2d[height=8, width=1]: cannot make more places than there are in"
                + " [3, 7, 9]; pool to fewer."),
        arguments(
            new AdaptiveAvgPool2d(1, 10),
            ODD,
            "AdaptiveAvgPool2d[height=1, width=10]: cannot make more places than there are in"
                + " [3, 7, 9]; pool to fewer."),
        arguments(
            new Softmax(),
            Shape.of(10, 1, 1),
            "Softmax[]: needs [classes], got [10, 1, 1]; put a Flatten before it."),
        arguments(
            Residual.of(Conv2d.of(5, 3)),
            ODD,
            "Residual: the body gives [5, 5, 7], which cannot be added to [3, 7, 9]; keep the shape"
                + " in the body or add a projection."),
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
        refused(
            () -> Conv2d.of(8, 3).withDilation(0), "Conv2d: dilation must be at least 1, got 0"),
        refused(() -> Conv2d.of(8, 3).withGroups(0), "Conv2d: groups must be at least 1, got 0"),
        refused(
            () -> Conv2d.of(8, 3).withGroups(3),
            "Conv2d: filters must be a multiple of groups, got 8 and 3"),
        refused(() -> Dense.of(0), "Dense: units must be at least 1, got 0"),
        refused(() -> new LayerNorm(0), "LayerNorm: epsilon must be above 0 and finite, got 0.0"),
        refused(
            () -> new LayerNorm(Double.POSITIVE_INFINITY),
            "LayerNorm: epsilon must be above 0 and finite, got Infinity"),
        refused(
            () -> new LeakyReLU(-0.1),
            "LeakyReLU: negativeSlope must be at least 0 and finite, got -0.1"),
        refused(
            () -> new LeakyReLU(Double.NaN),
            "LeakyReLU: negativeSlope must be at least 0 and finite, got NaN"),
        refused(
            () -> new LeakyReLU(Double.POSITIVE_INFINITY),
            "LeakyReLU: negativeSlope must be at least 0 and finite, got Infinity"),
        refused(() -> AvgPool2d.of(0), "AvgPool2d: kernel must be at least 1, got 0"),
        refused(() -> new AvgPool2d(2, 0), "AvgPool2d: stride must be at least 1, got 0"),
        refused(
            () -> new AdaptiveAvgPool2d(0, 1),
            "AdaptiveAvgPool2d: height must be at least 1, got 0"),
        refused(
            () -> new AdaptiveAvgPool2d(1, 0),
            "AdaptiveAvgPool2d: width must be at least 1, got 0"),
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
    assertThat(Residual.of(new ReLU(), new Flatten())).hasToString("Residual[]");
  }

  @Test
  void layerNamesAreAsciiWordsWithoutDots() {
    assertThat(new NamedLayer("AZ_az09", new ReLU()).name()).isEqualTo("AZ_az09");
    for (String bad : List.of("", "conv1.0", "a b", "größe", "a-b", "{", "@", "[", "/", ":")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new NamedLayer(bad, new ReLU()))
          .withMessage("layer name '" + bad + "': use ASCII letters, digits and underscores only");
    }
  }
}
