package dev.tandem.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.data.DropoutMask;
import dev.tandem.model.Dense;
import dev.tandem.model.Dropout;
import dev.tandem.model.Flatten;
import dev.tandem.model.LogSoftmax;
import dev.tandem.model.ModelSpec;
import dev.tandem.model.ModelState;
import dev.tandem.model.ReLU;
import dev.tandem.model.Residual;
import dev.tandem.model.Softmax;
import dev.tandem.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The other layers against values worked out by hand. */
class ReferenceForwardTest {

  @Test
  void dropoutUsesItsMaskAndScalesWhatIsKept() {
    ModelSpec model = Samples.model(Shape.of(3), new Dropout(0.75));
    DropoutMask mask = new DropoutMask("body.0", Shape.of(2, 3), new byte[] {1, 0, 0, 0, 1, 1});
    double[] x = {1, 2, 3, 4, 5, 6};
    ReferenceModel reference = Samples.reference(model, Samples.initial(model));
    assertThat(reference.forward(x, Pass.training(List.of(mask))))
        .containsExactly(4, 0, 0, 0, 20, 24);
    assertThat(reference.forward(x, Pass.INFERENCE)).containsExactly(x);
  }

  @Test
  void dropoutOfRateZeroNeedsNoMask() {
    ModelSpec model = Samples.model(Shape.of(2), new Dropout(0));
    assertThat(
            Samples.reference(model, Samples.initial(model))
                .forward(new double[] {1, 2}, Pass.training(List.of())))
        .containsExactly(1, 2);
  }

  @Test
  void flattenKeepsChannelsFirst() {
    ModelSpec model = Samples.model(Shape.of(2, 1, 2), new Flatten());
    assertThat(Samples.infer(model, 1, 2, 3, 4)).containsExactly(1, 2, 3, 4);
  }

  @Test
  void logSoftmaxIsStableAndByRow() {
    ModelSpec model = Samples.model(Shape.of(3), new LogSoftmax());
    double log2 = Math.log(2);
    double log3 = Math.log(3);
    assertThat(Samples.infer(model, 1000, 1000, 0, -1000, log2 - 1000, -1e6))
        .containsExactly(
            new double[] {-log2, -log2, -1000 - log2, -log3, log2 - log3, -999_000 - log3},
            within(1e-9));
    assertThat(Samples.infer(model, 0, log2, Math.log(5)))
        .containsExactly(
            new double[] {-Math.log(8), log2 - Math.log(8), Math.log(5) - Math.log(8)},
            within(1e-15));
  }

  @Test
  void softmaxIsStableAndByRow() {
    ModelSpec model = Samples.model(Shape.of(3), new Softmax());
    assertThat(Samples.infer(model, 0, Math.log(2), Math.log(5), 1000, 1000, 0))
        .containsExactly(new double[] {0.125, 0.25, 0.625, 0.5, 0.5, 0}, within(1e-15));
  }

  @Test
  void denseTakesTheWeightOfAUnitFromARow() {
    ModelSpec model = Samples.model(Shape.of(3), Dense.of(2));
    ModelState state = Samples.with(model, "body.0.weight", 1, 2, 3, -1, 0, 10);
    state = Samples.with(model, state, "body.0.bias", 0.5f, -1);
    assertThat(Samples.infer(model, state, 1, 10, 100, 0, 0, 1))
        .containsExactly(321.5, 998, 3.5, 9);
  }

  @Test
  void denseMayHaveNoBias() {
    ModelSpec model = Samples.model(Shape.of(2), Dense.of(1).withoutBias());
    assertThat(Samples.infer(model, Samples.with(model, "body.0.weight", 2, 3), 10, 1))
        .containsExactly(23);
  }

  @Test
  void residualAddsTheInput() {
    ModelSpec model =
        Samples.model(Shape.of(2), Residual.of(Dense.of(2).withoutBias(), new ReLU()));
    ModelState state = Samples.with(model, "body.0.body.0.weight", 0, 1, -2, 0);
    assertThat(Samples.infer(model, state, 1, 10, -1, 5)).containsExactly(11, 10, 4, 7);
  }

  @Test
  void residualAddsAProjectionOfTheInput() {
    ModelSpec model =
        Samples.model(
            Shape.of(2),
            Residual.of(Dense.of(1).withoutBias()).withProjection(Dense.of(1).withoutBias()));
    ModelState state = Samples.with(model, "body.0.body.0.weight", 1, 2);
    state = Samples.with(model, state, "body.0.projection.weight", 30, 40);
    assertThat(Samples.infer(model, state, 1, 10, -1, 0)).containsExactly(21 + 430, -31);
  }

  @Test
  void residualOfNothingDoublesItsInput() {
    ModelSpec model = Samples.model(Shape.of(2), Residual.of());
    double[] x = {1, 2};
    assertThat(Samples.infer(model, x)).containsExactly(2, 4);
    assertThat(x).containsExactly(1, 2);
  }
}
