package dev.tandem.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.data.Batch;
import dev.tandem.model.AdaptiveAvgPool2d;
import dev.tandem.model.AvgPool2d;
import dev.tandem.model.BatchNorm2d;
import dev.tandem.model.Conv2d;
import dev.tandem.model.Dense;
import dev.tandem.model.Dropout;
import dev.tandem.model.Flatten;
import dev.tandem.model.GELU;
import dev.tandem.model.LayerNorm;
import dev.tandem.model.LayerSpec;
import dev.tandem.model.LeakyReLU;
import dev.tandem.model.LogSoftmax;
import dev.tandem.model.MaxPool2d;
import dev.tandem.model.ModelSpec;
import dev.tandem.model.ReLU;
import dev.tandem.model.Residual;
import dev.tandem.model.SiLU;
import dev.tandem.model.Sigmoid;
import dev.tandem.model.Softmax;
import dev.tandem.model.Tanh;
import dev.tandem.tensor.Shape;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every backward pass against the slopes of its own forward pass, and at kinks by hand. */
class ReferenceGradientTest {

  static Stream<Arguments> layers() {
    return Stream.of(
        Arguments.of(Shape.of(2, 5, 4), Conv2d.of(3, 3)),
        Arguments.of(Shape.of(3, 5, 7), Conv2d.of(2, 3).withStride(2).withPadding(1)),
        Arguments.of(Shape.of(1, 4, 6), Conv2d.of(2, 2).withStride(3).withPadding(1).withoutBias()),
        Arguments.of(Shape.of(2, 1, 2), Conv2d.of(2, 5).withPadding(3)),
        Arguments.of(Shape.of(3, 2, 3), Conv2d.of(4, 1)),
        Arguments.of(Shape.of(2, 6, 5), Conv2d.of(2, 2).withDilation(3).withPadding(1)),
        Arguments.of(Shape.of(1, 6, 7), Conv2d.of(1, 3).withDilation(2).withStride(2)),
        Arguments.of(Shape.of(4, 3, 4), Conv2d.of(6, 2).withGroups(2)),
        Arguments.of(
            Shape.of(3, 5, 4),
            Conv2d.of(3, 2).withGroups(3).withDilation(2).withPadding(1).withStride(2)),
        Arguments.of(Shape.of(4), Dense.of(3)),
        Arguments.of(Shape.of(3), Dense.of(5).withoutBias()),
        Arguments.of(Shape.of(3, 3, 2), BatchNorm2d.of()),
        Arguments.of(Shape.of(1, 1, 1), new BatchNorm2d(0.1, 0)),
        Arguments.of(Shape.of(2, 3, 2), LayerNorm.of()),
        Arguments.of(Shape.of(4), new LayerNorm(0.1)),
        Arguments.of(Shape.of(2, 3, 3), new ReLU()),
        Arguments.of(Shape.of(2, 3, 3), new LeakyReLU(0.2)),
        Arguments.of(Shape.of(2, 3, 3), new GELU()),
        Arguments.of(Shape.of(2, 3, 3), new SiLU()),
        Arguments.of(Shape.of(2, 3, 3), new Sigmoid()),
        Arguments.of(Shape.of(2, 3, 3), new Tanh()),
        Arguments.of(Shape.of(2, 3, 3), new Dropout(0.4)),
        Arguments.of(Shape.of(2, 5, 4), MaxPool2d.of(2)),
        Arguments.of(Shape.of(2, 5, 7), new MaxPool2d(3, 2)),
        Arguments.of(Shape.of(2, 5, 4), AvgPool2d.of(2)),
        Arguments.of(Shape.of(2, 5, 7), new AvgPool2d(3, 2)),
        Arguments.of(Shape.of(3, 2, 3), AdaptiveAvgPool2d.global()),
        Arguments.of(Shape.of(2, 5, 7), new AdaptiveAvgPool2d(3, 4)),
        Arguments.of(Shape.of(2, 2, 3), new Flatten()),
        Arguments.of(Shape.of(5), new Softmax()),
        Arguments.of(Shape.of(5), new LogSoftmax()),
        Arguments.of(Shape.of(3), Residual.of()),
        Arguments.of(Shape.of(3), Residual.of(Dense.of(2), new Tanh(), Dense.of(3))),
        Arguments.of(
            Shape.of(2, 5, 4),
            Residual.of(Conv2d.of(3, 3).withStride(2).withPadding(1), BatchNorm2d.of())
                .withProjection(Conv2d.of(3, 1).withStride(2).withoutBias())));
  }

  /** The loss is a sum of the outputs with random weights, so that no two places are alike. */
  @ParameterizedTest
  @MethodSource("layers")
  void agreesWithFiniteDifferences(Shape input, LayerSpec layer) {
    ModelSpec model = Samples.model(input, layer);
    ReferenceModel reference = Samples.reference(model, Samples.random(model));
    Pass pass = Pass.training(Samples.masks(model, 3, 0));
    double[] x = Parameter.widen(Samples.random(input.withBatch(3), 1));
    double[] weights = Parameter.widen(Samples.random(model.output().withBatch(3), 2));
    reference.forward(x, pass);
    double[] dx = reference.backward(weights);
    FiniteDifferences.check("input", x, dx, () -> dot(weights, reference.forward(x, pass)));
    for (Parameter p : reference.trained()) {
      FiniteDifferences.check(
          p.spec.name(), p.values, p.gradient, () -> dot(weights, reference.forward(x, pass)));
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  @Test
  void wholeNetworkAgreesWithFiniteDifferencesOfItsLoss() {
    ModelSpec model = Samples.everything();
    ReferenceModel reference = Samples.reference(model, Samples.initial(model));
    ReferenceLoss loss = Samples.plan(model, 0).loss().accept(new LossCompiler());
    Batch batch = Samples.batch(model, 4, 3);
    Pass pass = Pass.training(Samples.masks(model, 4, 0));
    double[] x = reference.inputs(batch.inputs());
    double[] gradient = new double[4 * 3];
    loss.mean(reference.forward(x, pass), batch.labels(), gradient);
    double[] dx = reference.backward(gradient);
    FiniteDifferences.check("input", x, dx, () -> loss(reference, loss, x, pass, batch));
    assertThat(reference.trained()).hasSize(14);
    for (Parameter p : reference.trained()) {
      FiniteDifferences.check(
          p.spec.name(), p.values, p.gradient, () -> loss(reference, loss, x, pass, batch));
    }
  }

  private static double loss(
      ReferenceModel model, ReferenceLoss loss, double[] x, Pass pass, Batch batch) {
    return loss.mean(model.forward(x, pass), batch.labels(), new double[batch.size() * 3]);
  }

  private static double[] gradient(ModelSpec model, double[] x, double... dy) {
    ReferenceModel reference = Samples.reference(model, Samples.initial(model));
    reference.forward(x, Pass.training(List.of()));
    return reference.backward(dy);
  }

  @Test
  void reluHasNoGradientAtZero() {
    ModelSpec model = Samples.model(Shape.of(4), new ReLU());
    assertThat(gradient(model, new double[] {0, -0.0, 1e-300, -1}, 3, 4, 5, 6))
        .containsExactly(0, 0, 5, 0);
  }

  @Test
  void leakyReluHasTheLowerSlopeAtZero() {
    ModelSpec model = Samples.model(Shape.of(4), new LeakyReLU(0.5));
    assertThat(gradient(model, new double[] {0, -0.0, 1e-300, -1}, 3, 4, 5, 6))
        .containsExactly(1.5, 2, 5, 3);
  }

  @Test
  void smoothActivationsAreFlatFarOut() {
    double[] far = {1000, -1000};
    assertThat(gradient(Samples.model(Shape.of(2), new Sigmoid()), far, 3, 5))
        .containsExactly(0, 0);
    assertThat(gradient(Samples.model(Shape.of(2), new Tanh()), far, 3, 5)).containsExactly(0, 0);
    assertThat(gradient(Samples.model(Shape.of(2), new SiLU()), far, 3, 5))
        .usingComparatorWithPrecision(0.0)
        .containsExactly(3, 0);
    assertThat(gradient(Samples.model(Shape.of(2), new GELU()), far, 3, 5))
        .usingComparatorWithPrecision(0.0)
        .containsExactly(3, 0);
  }

  @Test
  void averagePoolSharesItsGradientAmongTheWindow() {
    ModelSpec model = Samples.model(Shape.of(1, 2, 3), new AvgPool2d(2, 1));
    assertThat(gradient(model, new double[6], 4, 40)).containsExactly(1, 11, 10, 1, 11, 10);
  }

  @Test
  void theFirstOfEqualMaximaGetsTheGradient() {
    ModelSpec model = Samples.model(Shape.of(1, 3, 2), new MaxPool2d(2, 1));
    assertThat(gradient(model, new double[] {1, 7, 7, 7, 0, 7}, 10, 100))
        .containsExactly(0, 10, 100, 0, 0, 0);
  }

  @Test
  void gradientsAreThoseOfTheLastStepAlone() {
    ModelSpec model = Samples.everything();
    ReferenceModel reference = Samples.reference(model, Samples.random(model));
    Pass pass = Pass.training(Samples.masks(model, 2, 0));
    double[] x = Parameter.widen(Samples.random(model.input().withBatch(2), 1));
    double[] dy = {1, 2, 3, 4, 5, 6};
    reference.forward(x, pass);
    reference.backward(dy);
    double[] once = reference.trained().get(0).gradient.clone();
    reference.forward(x, pass);
    reference.backward(dy);
    assertThat(reference.trained().get(0).gradient).containsExactly(once);
  }
}
