package dev.tandem.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tandem.model.Flatten;
import dev.tandem.model.LogSoftmax;
import dev.tandem.model.ModelSpec;
import dev.tandem.model.ReLU;
import dev.tandem.model.Sequential;
import dev.tandem.tensor.Shape;
import org.junit.jupiter.api.Test;

class TrainingPlanTest {

  @Test
  void takesAModelThatScoresClasses() {
    ModelSpec model =
        ModelSpec.of("m", Shape.of(3, 1, 1), Sequential.of(new Flatten(), new LogSoftmax()));

    assertThat(TrainingPlan.of(model, new NegativeLogLikelihood(), Sgd.of(0)).model())
        .isSameAs(model);
  }

  @Test
  void clipsNothingUnlessTold() {
    ModelSpec model = ModelSpec.of("m", Shape.of(3), Sequential.of(new LogSoftmax()));
    LossSpec loss = new MeanSquaredError();
    TrainingPlan plan = TrainingPlan.of(model, loss, Sgd.of(0));
    GradientClipping clipping = new GradientClipping.ByValue(1);

    assertThat(plan.clipping()).isEqualTo(new GradientClipping.None());
    assertThat(plan.withClipping(clipping))
        .isEqualTo(new TrainingPlan(model, loss, Sgd.of(0), clipping));
  }

  @Test
  void refusesAModelThatGivesImages() {
    ModelSpec model = ModelSpec.of("m", Shape.of(3, 1, 1), Sequential.of(new ReLU()));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> TrainingPlan.of(model, new NegativeLogLikelihood(), Sgd.of(0)))
        .withMessage(
            "model m: the loss needs an output [classes], got [3, 1, 1]; end with Flatten and"
                + " LogSoftmax.");
  }
}
