package dev.tandem.mnist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tandem.data.Augmentation;
import dev.tandem.data.Augmentation.Interpolation;
import dev.tandem.data.RandomTransform.Rotation;
import dev.tandem.mnist.Recipe.Schedule;
import dev.tandem.optim.ConstantRate;
import dev.tandem.optim.OneCycle;
import dev.tandem.optim.Sgd;
import dev.tandem.training.TrainingSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RecipeTest {

  @ParameterizedTest
  @CsvSource({
    "MEDIUM, 64, 0.01, 0.1, false",
    "SMALL, 32, 0.061005, 0.02, true",
    "ULTRASMALL, 32, 0.025, 0.02, true"
  })
  void seedIsThePublishedTable(
      MnistModel model, int batchSize, double rate, double dropout, boolean rotated) {
    Augmentation images =
        rotated
            ? Augmentation.none()
                .with(new Rotation(5))
                .withFill(1 / 255f)
                .withInterpolation(Interpolation.NEAREST)
            : Augmentation.none();
    assertThat(Recipe.named("seed", model))
        .isEqualTo(
            new Recipe("seed", 19, batchSize, 1, Schedule.CONSTANT, rate, 0.9, dropout, images, 0));
  }

  @Test
  void aConstantRateStaysTheSame() {
    TrainingSpec spec = Recipe.named("seed", MnistModel.MEDIUM).toSpec(MnistModel.MEDIUM, 60_000);
    assertThat(spec.schedule()).isEqualTo(new ConstantRate(0.01));
    assertThat(spec.plan().optimizer()).isEqualTo(Sgd.of(0.9));
    assertThat(spec.plan().model()).isEqualTo(MnistModel.MEDIUM.spec(0.1));
    assertThat(spec.epochs()).isEqualTo(19);
    assertThat(spec.batchSize()).isEqualTo(64);
    assertThat(spec.normalization()).isEqualTo(MnistData.NORMALIZATION);
  }

  @ParameterizedTest
  @EnumSource
  void quickIsOneCycleOverAllSteps(MnistModel model) {
    Recipe recipe = Recipe.named("quick", model).withEpochs(2).withBatchSize(100);
    assertThat(recipe.schedule()).isEqualTo(Schedule.ONE_CYCLE);
    OneCycle cycle = (OneCycle) recipe.toSpec(model, 201).schedule();
    assertThat(cycle.steps()).isEqualTo(6);
    assertThat(cycle.peak()).isEqualTo(recipe.learningRate());
  }

  @Test
  void aRunOfOneStepIsPossible() {
    Recipe recipe = Recipe.named("quick", MnistModel.SMALL).withEpochs(1);
    assertThat(recipe.toSpec(MnistModel.SMALL, 1).schedule().at(0)).isPositive();
  }

  @Test
  void changesOneNumberAtATime() {
    Recipe changed =
        Recipe.named("seed", MnistModel.MEDIUM)
            .withEpochs(2)
            .withBatchSize(3)
            .withSeed(4)
            .withLearningRate(0.5)
            .withValidationSize(8);
    assertThat(changed)
        .isEqualTo(
            new Recipe("seed", 2, 3, 4, Schedule.CONSTANT, 0.5, 0.9, 0.1, Augmentation.none(), 8));
  }

  @Test
  void refusesNumbersOutOfRange() {
    Recipe recipe = Recipe.named("seed", MnistModel.SMALL);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> recipe.withEpochs(0))
        .withMessage("epochs must be at least 1, got 0");
    assertThatIllegalArgumentException().isThrownBy(() -> recipe.withBatchSize(0));
    assertThatIllegalArgumentException().isThrownBy(() -> recipe.withValidationSize(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> recipe.withLearningRate(0));
    assertThatIllegalArgumentException().isThrownBy(() -> recipe.toSpec(MnistModel.SMALL, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> with(1, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> with(0, -0.1));
  }

  private static Recipe with(double momentum, double dropout) {
    return new Recipe(
        "odd", 1, 1, 1, Schedule.CONSTANT, 0.1, momentum, dropout, Augmentation.none(), 0);
  }

  @Test
  void listsTheNamesWhenNoneMatches() {
    assertThat(Recipe.names()).containsExactly("seed", "quick");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Recipe.named("slow", MnistModel.SMALL))
        .withMessage("unknown recipe 'slow'; there are: seed, quick");
  }
}
