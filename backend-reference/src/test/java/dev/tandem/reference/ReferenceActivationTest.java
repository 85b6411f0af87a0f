package dev.tandem.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.model.GELU;
import dev.tandem.model.LeakyReLU;
import dev.tandem.model.ModelSpec;
import dev.tandem.model.ReLU;
import dev.tandem.model.SiLU;
import dev.tandem.model.Sigmoid;
import dev.tandem.model.Tanh;
import dev.tandem.tensor.Shape;
import org.junit.jupiter.api.Test;

/** Element-wise layers against values worked out by hand. */
class ReferenceActivationTest {

  @Test
  void reluKeepsWhatIsAboveZero() {
    ModelSpec model = Samples.model(Shape.of(3), new ReLU());
    assertThat(Samples.infer(model, -2, 0, 3, Double.NaN, -1e-300, 7))
        .containsExactly(0, 0, 3, Double.NaN, 0, 7);
  }

  @Test
  void leakyReluKeepsAShareOfWhatIsBelowZero() {
    ModelSpec model = Samples.model(Shape.of(3), new LeakyReLU(0.25));
    assertThat(Samples.infer(model, -2, 0, 3, Double.NaN, -8, 7))
        .containsExactly(-0.5, 0, 3, Double.NaN, -2, 7);
  }

  /** The normal distribution at 1, 2 and 3 from a table; the form with tanh is 2e-4 off. */
  @Test
  void geluIsTheExactOne() {
    ModelSpec model = Samples.model(Shape.of(6), new GELU());
    double[] expected = {
      0, 0.841344746068543, -2 * 0.0227501319481792, 3 * 0.998650101968370, 50, 0
    };
    assertThat(Samples.infer(model, 0, 1, -2, 3, 50, -50)).containsExactly(expected, within(1e-14));
  }

  @Test
  void sigmoidIsTheLogisticFunction() {
    ModelSpec model = Samples.model(Shape.of(5), new Sigmoid());
    double log3 = Math.log(3);
    assertThat(Samples.infer(model, 0, log3, -log3, 1000, -1000))
        .containsExactly(new double[] {0.5, 0.75, 0.25, 1, 0}, within(1e-15));
  }

  @Test
  void siluIsTheInputTimesItsSigmoid() {
    ModelSpec model = Samples.model(Shape.of(5), new SiLU());
    double log3 = Math.log(3);
    assertThat(Samples.infer(model, 0, log3, -log3, 1000, -1000))
        .containsExactly(new double[] {0, 0.75 * log3, -0.25 * log3, 1000, 0}, within(1e-15));
  }

  @Test
  void tanhIsTheHyperbolicTangent() {
    ModelSpec model = Samples.model(Shape.of(5), new Tanh());
    assertThat(Samples.infer(model, 0, Math.log(2), -Math.log(3), 1000, -1000))
        .containsExactly(new double[] {0, 0.6, -0.8, 1, -1}, within(1e-15));
  }
}
