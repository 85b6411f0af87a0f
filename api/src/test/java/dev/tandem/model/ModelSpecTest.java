package dev.tandem.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tandem.random.RandomStreams;
import dev.tandem.tensor.HostTensor;
import dev.tandem.tensor.Shape;
import org.junit.jupiter.api.Test;

class ModelSpecTest {
  private static final Shape INPUT = Shape.of(1, 8, 8);

  private static ModelSpec model() {
    return ModelSpec.of(
        "Small",
        INPUT,
        new NamedLayer(
            "conv1",
            Sequential.of(
                Conv2d.of(4, 3).withoutBias(), new ReLU(), BatchNorm2d.of(), new Dropout(0.1))),
        new NamedLayer("pool", MaxPool2d.of(2)),
        new NamedLayer("still", new Dropout(0)),
        new NamedLayer("head", Sequential.of(Conv2d.of(10, 3), new Dropout(0.2), new Flatten())),
        new NamedLayer("out", new LogSoftmax()));
  }

  @Test
  void namesParametersByTheirPath() {
    assertThat(model().parameters())
        .extracting(ParameterSpec::name)
        .containsExactly(
            "conv1.0.weight",
            "conv1.2.weight",
            "conv1.2.bias",
            "conv1.2.running_mean",
            "conv1.2.running_var",
            "head.0.weight",
            "head.0.bias");
  }

  @Test
  void infersEveryShape() {
    assertThat(model().root().leaves().map(LayerNode::output))
        .containsExactly(
            Shape.of(4, 6, 6),
            Shape.of(4, 6, 6),
            Shape.of(4, 6, 6),
            Shape.of(4, 6, 6),
            Shape.of(4, 3, 3),
            Shape.of(4, 3, 3),
            Shape.of(10, 1, 1),
            Shape.of(10, 1, 1),
            Shape.of(10),
            Shape.of(10));
    assertThat(model().output()).isEqualTo(Shape.of(10));
  }

  @Test
  void countsTrainedValuesOnly() {
    // 4*9 of the first convolution, 4 + 4 of the normalisation, 10*4*9 + 10 of the head
    assertThat(model().parameterCount()).isEqualTo(414);
  }

  @Test
  void listsTheDropoutsThatDropSomething() {
    assertThat(model().dropouts()).extracting(LayerNode::path).containsExactly("conv1.3", "head.1");
  }

  @Test
  void aNodeKnowsItsPlace() {
    LayerNode head = model().root().children().get(3);
    LayerNode convolution = head.children().get(0);

    assertThat(head.path()).isEqualTo("head");
    assertThat(head.input()).isEqualTo(Shape.of(4, 3, 3));
    assertThat(head.parameters()).isEmpty();
    assertThat(convolution.path()).isEqualTo("head.0");
    assertThat(convolution.parameterName("weight")).isEqualTo("head.0.weight");
    assertThat(convolution.spec()).isEqualTo(Conv2d.of(10, 3));
  }

  @Test
  void keepsWhatItWasGiven() {
    ModelSpec model = ModelSpec.of("Small", INPUT, Sequential.of(new ReLU()));

    assertThat(model.name()).isEqualTo("Small");
    assertThat(model.input()).isEqualTo(INPUT);
    assertThat(model.body()).isEqualTo(Sequential.of(new ReLU()));
    assertThat(model).hasToString("ModelSpec[Small, input=[1, 8, 8], output=[1, 8, 8]]");
  }

  @Test
  void equalsByNameInputAndLayers() {
    Sequential body = Sequential.of(new ReLU());
    ModelSpec model = ModelSpec.of("a", INPUT, body);

    assertThat(model()).isEqualTo(model()).hasSameHashCodeAs(model());
    assertThat(model)
        .isNotEqualTo(ModelSpec.of("b", INPUT, body))
        .isNotEqualTo(ModelSpec.of("a", Shape.of(1, 8, 9), body))
        .isNotEqualTo(ModelSpec.of("a", INPUT, Sequential.of(new Flatten())));
    assertThat(model.equals((Object) "a")).isFalse();
  }

  @Test
  void anErrorNamesTheLayerTheRuleWhatCameAndHowToMendIt() {
    assertThatExceptionOfType(InvalidModelException.class)
        .isThrownBy(
            () ->
                ModelSpec.of(
                    "Bad",
                    Shape.of(1, 28, 28),
                    new NamedLayer("conv1", Sequential.of(new Flatten())),
                    new NamedLayer("conv2", Sequential.of(Conv2d.of(16, 3)))))
        .withMessage(
            "layer conv2.0 Conv2d[filters=16, kernel=3, stride=1, padding=0, dilation=1,"
                + " groups=1, bias=true, initializer=FanInUniform[]]: needs [channels, height,"
                + " width], got [784]; remove the Flatten before it.");
  }

  /** Drawn by parameter, not by value: the first convolution's numbers depend on nothing else. */
  @Test
  void initialValuesArePinned() {
    ModelState state = model().initialState(new RandomStreams(42));

    assertThat(state.tensor("conv1.0.weight").values()).startsWith(0x1.8acb84p-3f, -0x1.469734p-2f);
    assertThat(state.tensor("conv1.2.weight")).isEqualTo(HostTensor.of(Shape.of(4), 1, 1, 1, 1));
    assertThat(state.tensor("conv1.2.bias")).isEqualTo(HostTensor.zeros(Shape.of(4)));
    assertThat(state.tensor("conv1.2.running_mean")).isEqualTo(HostTensor.zeros(Shape.of(4)));
    assertThat(state.tensor("conv1.2.running_var"))
        .isEqualTo(HostTensor.of(Shape.of(4), 1, 1, 1, 1));
  }

  /** Weight and bias of one fan have streams of their own; derived in Python. */
  @Test
  void everyParameterHasItsOwnStream() {
    ModelState state =
        ModelSpec.of("one", INPUT, Sequential.of(Conv2d.of(2, 3)))
            .initialState(new RandomStreams(42));

    assertThat(state.tensor("0.weight").values()).startsWith(0x1.8acb84p-3f);
    assertThat(state.tensor("0.bias").values()).containsExactly(-0x1.3c96e6p-2f, -0x1.3f6122p-2f);
  }

  @Test
  void theInitialStateFitsAndHasTakenNoStep() {
    ModelState state = model().initialState(new RandomStreams(1));
    state.requireFits(model());

    assertThat(state.step()).isZero();
    assertThat(state.slots()).isEmpty();
    assertThat(state).isEqualTo(model().initialState(new RandomStreams(1)));
    assertThat(state).isNotEqualTo(model().initialState(new RandomStreams(2)));
  }
}
