package dev.tandem.mnist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tandem.model.ModelSpec;
import dev.tandem.model.ModelSummary;
import dev.tandem.model.ParameterSpec;
import dev.tandem.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MnistModelTest {

  @ParameterizedTest
  @CsvSource({"MEDIUM, 7632", "SMALL, 5616", "ULTRASMALL, 4464"})
  void hasThePublishedNumberOfParameters(MnistModel model, long parameters) {
    assertThat(model.spec(0.1).parameterCount()).isEqualTo(parameters);
  }

  @ParameterizedTest
  @CsvSource({
    "MEDIUM, conv3.4, 32",
    "MEDIUM, conv3.7, 36",
    "SMALL, conv2.8, 20",
    "ULTRASMALL, conv2.8, 35"
  })
  void seesThePublishedReceptiveField(MnistModel model, String path, int field) {
    assertThat(ModelSummary.of(model.spec(0)).rows())
        .filteredOn(row -> row.path().equals(path))
        .singleElement()
        .satisfies(row -> assertThat(row.receptiveField()).hasValue(field));
  }

  /** Counted by hand: places x window x filters for each convolution, one for each normalised. */
  @ParameterizedTest
  @CsvSource({"MEDIUM, 968096", "SMALL, 1448208", "ULTRASMALL, 1172112"})
  void costsWhatItsConvolutionsCost(MnistModel model, long multiplyAccumulates) {
    assertThat(ModelSummary.of(model.spec(0)).multiplyAccumulates()).isEqualTo(multiplyAccumulates);
  }

  @ParameterizedTest
  @EnumSource
  void takesImagesAndGivesTenScores(MnistModel model) {
    ModelSpec spec = model.spec(0.1);
    assertThat(spec.input()).isEqualTo(Shape.of(1, 28, 28));
    assertThat(spec.output()).isEqualTo(Shape.of(10));
    assertThat(spec.name()).isEqualTo(model.id());
    assertThat(MnistModel.named(model.id())).isEqualTo(model);
  }

  @Test
  void namesParametersAsThePublishedFileDoes() {
    assertThat(MnistModel.MEDIUM.spec(0.1).parameters())
        .extracting(ParameterSpec::name)
        .startsWith(
            "conv1.0.weight",
            "conv1.2.weight",
            "conv1.2.bias",
            "conv1.2.running_mean",
            "conv1.2.running_var",
            "conv1.4.weight")
        .contains("conv1.9.weight", "conv1.9.bias", "conv2.9.bias", "conv3.6.bias")
        .endsWith("gap_linear.1.weight")
        .doesNotContain("conv1.0.bias", "gap_linear.1.bias");
  }

  @ParameterizedTest
  @EnumSource
  void namesDoNotDependOnTheDropout(MnistModel model) {
    assertThat(model.spec(0).parameters()).isEqualTo(model.spec(0.5).parameters());
    assertThat(model.spec(0).dropouts()).isEmpty();
    assertThat(model.spec(0.5).dropouts()).hasSizeGreaterThan(5);
  }

  @Test
  void listsTheIdsWhenNoneMatches() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MnistModel.named("large"))
        .withMessage(
            "unknown model 'large'; there are: mnist-medium, mnist-small, mnist-ultrasmall");
  }
}
