package dev.tandem.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tandem.model.ParameterSpec.Fans;
import dev.tandem.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The parameters of each layer: names, shapes, fans and first values. */
class LayerParametersTest {
  private static final Shape ODD = Shape.of(4, 7, 9);
  private static final Initializer UNIFORM = new Initializer.FanInUniform();
  private static final Initializer HE = new Initializer.HeNormal();

  private static ParameterSpec trained(
      String name, Shape shape, int fanIn, int fanOut, Initializer initializer) {
    return new ParameterSpec(name, shape, new Fans(fanIn, fanOut), initializer, true);
  }

  @Test
  void convolutionHasAWeightAndABias() {
    // one output sums 4*2*2 inputs, one input goes to 6*2*2 outputs
    assertThat(Conv2d.of(6, 2).parameters(ODD))
        .containsExactly(
            trained("weight", Shape.of(6, 4, 2, 2), 16, 24, UNIFORM),
            trained("bias", Shape.of(6), 16, 24, UNIFORM));
    assertThat(Conv2d.of(6, 2).withoutBias().parameters(ODD))
        .extracting(ParameterSpec::name)
        .containsExactly("weight");
  }

  @Test
  void groupsShareTheFans() {
    // 2 of the 4 channels meet 3 of the 6 filters
    assertThat(Conv2d.of(6, 3).withGroups(2).withInitializer(HE).parameters(ODD))
        .containsExactly(
            trained("weight", Shape.of(6, 2, 3, 3), 18, 27, HE),
            trained("bias", Shape.of(6), 18, 27, UNIFORM));
  }

  @Test
  void aDepthwiseConvolutionSeesOneChannel() {
    assertThat(Conv2d.of(8, 3).withGroups(4).withoutBias().parameters(ODD))
        .containsExactly(trained("weight", Shape.of(8, 1, 3, 3), 9, 18, UNIFORM));
  }

  @Test
  void holesCountForNothing() {
    assertThat(Conv2d.of(6, 2).withDilation(3).parameters(ODD))
        .isEqualTo(Conv2d.of(6, 2).parameters(ODD));
  }

  @Test
  void denseHasAWeightAndABias() {
    assertThat(Dense.of(3).withInitializer(HE).parameters(Shape.of(5)))
        .containsExactly(
            trained("weight", Shape.of(3, 5), 5, 3, HE),
            trained("bias", Shape.of(3), 5, 3, UNIFORM));
    assertThat(Dense.of(3).withoutBias().parameters(Shape.of(5)))
        .containsExactly(trained("weight", Shape.of(3, 5), 5, 3, UNIFORM));
  }

  @Test
  void batchNormHasTwoParametersAndTwoStatistics() {
    Initializer one = new Initializer.Constant(1);
    Initializer zero = new Initializer.Constant(0);
    Fans none = new Fans(1, 1);

    assertThat(BatchNorm2d.of().parameters(ODD))
        .containsExactly(
            new ParameterSpec("weight", Shape.of(4), none, one, true),
            new ParameterSpec("bias", Shape.of(4), none, zero, true),
            new ParameterSpec("running_mean", Shape.of(4), none, zero, false),
            new ParameterSpec("running_var", Shape.of(4), none, one, false));
  }

  @Test
  void layerNormHasOneOfEachForEveryElement() {
    assertThat(LayerNorm.of().parameters(ODD))
        .containsExactly(
            trained("weight", ODD, 1, 1, new Initializer.Constant(1)),
            trained("bias", ODD, 1, 1, new Initializer.Constant(0)));
  }

  @Test
  void otherLayersHaveNoneOfTheirOwn() {
    for (LayerSpec layer :
        List.of(
            new ReLU(),
            LeakyReLU.of(),
            new GELU(),
            new SiLU(),
            new Sigmoid(),
            new Tanh(),
            new Dropout(0.5),
            MaxPool2d.of(2),
            AvgPool2d.of(2),
            AdaptiveAvgPool2d.global(),
            new Flatten(),
            new Softmax(),
            new LogSoftmax(),
            Sequential.of(Conv2d.of(6, 2)),
            Residual.of(Conv2d.of(4, 1)))) {
      assertThat(layer.parameters(ODD)).as("%s", layer).isEmpty();
    }
  }

  @Test
  void fansAreAtLeastOne() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Fans(0, 2))
        .withMessage("fans must be at least 1, got 0 and 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Fans(2, 0))
        .withMessage("fans must be at least 1, got 2 and 0");
  }
}
