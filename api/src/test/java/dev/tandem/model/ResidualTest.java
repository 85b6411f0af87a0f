package dev.tandem.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tandem.random.RandomStreams;
import dev.tandem.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A model whose blocks stand side by side. */
class ResidualTest {
  private static final Shape INPUT = Shape.of(2, 8, 8);

  private static ModelSpec model() {
    return ModelSpec.of(
        "Residual",
        INPUT,
        new NamedLayer(
            "block",
            Residual.of(
                    Conv2d.of(4, 3).withPadding(1).withStride(2), new Dropout(0.1), new Dropout(0))
                .withProjection(Conv2d.of(4, 1).withStride(2).withoutBias())),
        new NamedLayer("same", Residual.of(Residual.of(new Dropout(0.2)), BatchNorm2d.of())),
        new NamedLayer(
            "named",
            new Residual(
                new Sequential(List.of(new NamedLayer("conv", Conv2d.of(4, 1)))),
                Sequential.of(new Dropout(0.3)))));
  }

  @Test
  void namesParametersByBodyAndProjection() {
    assertThat(model().parameters())
        .extracting(ParameterSpec::name)
        .containsExactly(
            "block.body.0.weight",
            "block.body.0.bias",
            "block.projection.weight",
            "same.body.1.weight",
            "same.body.1.bias",
            "same.body.1.running_mean",
            "same.body.1.running_var",
            "named.body.conv.weight",
            "named.body.conv.bias");
    // 4*2*9 + 4, 4*2, 4 + 4, 4*4 + 4
    assertThat(model().parameterCount()).isEqualTo(112);
  }

  @Test
  void findsTheDropoutsInside() {
    assertThat(model().dropouts())
        .extracting(LayerNode::path)
        .containsExactly("block.body.1", "same.body.0.body.0", "named.projection.0");
  }

  @Test
  void infersEveryShape() {
    LayerNode block = model().root().children().get(0);

    assertThat(block.input()).isEqualTo(INPUT);
    assertThat(block.output()).isEqualTo(Shape.of(4, 4, 4));
    assertThat(block.children())
        .extracting(LayerNode::path)
        .containsExactly("block.body", "block.projection");
    assertThat(block.children()).extracting(LayerNode::input).containsOnly(INPUT);
    assertThat(block.children()).extracting(LayerNode::output).containsOnly(Shape.of(4, 4, 4));
    assertThat(model().output()).isEqualTo(Shape.of(4, 4, 4));
  }

  @Test
  void theIdentityHasNoLayers() {
    LayerNode same = model().root().children().get(1);

    assertThat(same.children().get(1).spec()).isEqualTo(Sequential.of());
    assertThat(same.children().get(1).leaves()).isEmpty();
    assertThat(same.leaves())
        .extracting(LayerNode::path)
        .containsExactly("same.body.0.body.0", "same.body.1");
  }

  @Test
  void itsInitialStateFits() {
    model().initialState(new RandomStreams(1)).requireFits(model());
  }

  @Test
  void aSumThatDoesNotFitNamesItsLayer() {
    Residual residual = Residual.of(Conv2d.of(4, 3)).withProjection(Conv2d.of(4, 1));

    assertThatExceptionOfType(InvalidModelException.class)
        .isThrownBy(() -> ModelSpec.of("Bad", INPUT, new NamedLayer("a", Sequential.of(residual))))
        .withMessage(
            "layer a.0 Residual: the body gives [4, 6, 6], which cannot be added to [4, 8, 8]; keep"
                + " the shape in the body or add a projection.");
  }

  @Test
  void aLayerInsideIsNamedToo() {
    Residual body = Residual.of(new Flatten(), MaxPool2d.of(2));

    assertThatExceptionOfType(InvalidModelException.class)
        .isThrownBy(() -> ModelSpec.of("Bad", INPUT, new NamedLayer("a", body)))
        .withMessageStartingWith("layer a.body.1 MaxPool2d[kernel=2, stride=2]: needs");
    assertThatExceptionOfType(InvalidModelException.class)
        .isThrownBy(
            () ->
                ModelSpec.of(
                    "Bad", INPUT, new NamedLayer("a", Residual.of().withProjection(Dense.of(3)))))
        .withMessageStartingWith("layer a.projection Dense[units=3");
  }
}
