package dev.tandem.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.model.Dense;
import dev.tandem.model.ModelState;
import dev.tandem.model.ParameterSpec;
import dev.tandem.optim.Adam;
import dev.tandem.optim.AdamW;
import dev.tandem.optim.OptimizerSpec;
import dev.tandem.optim.Sgd;
import dev.tandem.tensor.HostTensor;
import dev.tandem.tensor.Shape;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Steps of one parameter of two values at changing rates, against values worked out by hand. */
class ReferenceOptimizerTest {
  private static final ParameterSpec WEIGHT =
      Samples.model(Shape.of(2), Dense.of(1)).parameters().get(0);

  private final Parameter p = new Parameter(WEIGHT, HostTensor.of(WEIGHT.shape(), 1, -1));

  private ReferenceOptimizer optimizer(
      OptimizerSpec spec, Map<String, Map<String, HostTensor>> slots) {
    UpdateRule rule = spec.accept(new OptimizerCompiler());
    return new ReferenceOptimizer(spec, rule, List.of(p), new ModelState(Map.of(), slots, 0));
  }

  private static Map<String, HostTensor> slot(float... values) {
    return Map.of(WEIGHT.name(), HostTensor.of(WEIGHT.shape(), values));
  }

  private void step(
      ReferenceOptimizer optimizer, long step, double rate, double first, double second) {
    p.gradient[0] = first;
    p.gradient[1] = second;
    optimizer.update(step, rate);
  }

  @Test
  void sgdWithoutMomentumHasNoSlots() {
    ReferenceOptimizer sgd = optimizer(Sgd.of(0), Map.of());
    step(sgd, 1, 0.5, 8, 1);
    step(sgd, 2, 0.25, -4, 2);
    assertThat(p.values).containsExactly(1 - 4 + 1, -1 - 0.5 - 0.5);
    assertThat(sgd.slots()).isEmpty();
  }

  @Test
  void momentumKeepsTheLearningRateOutside() {
    ReferenceOptimizer sgd = optimizer(Sgd.of(0.5), Map.of(Sgd.MOMENTUM, slot(4, 0)));
    step(sgd, 8, 0.25, 8, 1); // velocities 4/2 + 8 and 1
    assertThat(p.values).containsExactly(-1.5, -1.25);
    step(sgd, 9, 0.5, -3, 0); // 10/2 - 3 and 1/2
    assertThat(p.values).containsExactly(-2.5, -1.5);
    step(sgd, 10, 2, 0.5, 2); // 2/2 + 1/2 and 1/4 + 2
    assertThat(p.values).containsExactly(-5.5, -6);
    assertThat(sgd.slots()).isEqualTo(Map.of(Sgd.MOMENTUM, slot(1.5f, 2.25f)));
  }

  @Test
  void nesterovLooksAhead() {
    ReferenceOptimizer sgd = optimizer(Sgd.of(0.5).withNesterov(), Map.of());
    step(sgd, 1, 0.25, 8, 1); // 8 + 8/2 and 1 + 1/2
    assertThat(p.values).containsExactly(-2, -1.375);
    step(sgd, 2, 0.5, -3, 0); // velocities 1 and 1/2: -3 + 1/2 and 0 + 1/4
    assertThat(p.values).containsExactly(-0.75, -1.5);
    assertThat(sgd.slots()).isEqualTo(Map.of(Sgd.MOMENTUM, slot(1, 0.5f)));
  }

  @Test
  void coupledDecayGoesThroughTheVelocity() {
    ReferenceOptimizer sgd = optimizer(Sgd.of(0.5).withWeightDecay(0.5), Map.of());
    step(sgd, 1, 0.25, 8, 0); // 8 + 1/2 and -1/2
    assertThat(p.values).containsExactly(-1.125, -0.875);
    step(sgd, 2, 0.5, -3, 0); // 8.5/2 - 3 - 1.125/2 and -1/4 - 0.875/2
    assertThat(p.values).containsExactly(-1.125 - 0.5 * 0.6875, -0.875 + 0.5 * 0.6875);
    assertThat(sgd.slots()).isEqualTo(Map.of(Sgd.MOMENTUM, slot(0.6875f, -0.6875f)));
  }

  @Test
  void coupledDecayIsSeenByNesterovToo() {
    ReferenceOptimizer sgd = optimizer(Sgd.of(0.5).withNesterov().withWeightDecay(0.5), Map.of());
    step(sgd, 1, 0.25, 8, 0); // 8.5 + 8.5/2 and -1/2 - 1/4
    assertThat(p.values).containsExactly(1 - 0.25 * 12.75, -1 + 0.25 * 0.75);
  }

  @Test
  void coupledDecayNeedsNoMomentum() {
    ReferenceOptimizer sgd = optimizer(Sgd.of(0).withWeightDecay(0.5), Map.of());
    step(sgd, 1, 0.5, 8, 0);
    assertThat(p.values).containsExactly(1 - 0.5 * 8.5, -1 + 0.25);
  }

  @Test
  void adamCorrectsItsMeansByTheNumberOfTheStep() {
    ReferenceOptimizer adam = optimizer(new Adam(0.5, 0.75, 1), Map.of());
    step(adam, 1, 0.75, 2, 0); // m 1, s 1; corrected 1/0.5 and 1/0.25
    double w = 1 - 0.75 * 2 / (2 + 1);
    assertThat(p.values).containsExactly(new double[] {w, -1}, within(1e-15));
    step(adam, 2, 2, 4, 0); // m 2.5, s 4.75
    w -= 2 * (2.5 / 0.75) / (Math.sqrt(4.75 / 0.4375) + 1);
    assertThat(p.values).containsExactly(new double[] {w, -1}, within(1e-15));
    step(adam, 3, 0.5, 0, -6); // m 1.25 and -3, s 3.5625 and 9
    w -= 0.5 * (1.25 / 0.875) / (Math.sqrt(3.5625 / 0.578125) + 1);
    double other = -1 + 0.5 * (3 / 0.875) / (Math.sqrt(9 / 0.578125) + 1);
    assertThat(p.values).containsExactly(new double[] {w, other}, within(1e-15));
    assertThat(adam.slots())
        .isEqualTo(Map.of(Adam.MEAN, slot(1.25f, -3), Adam.MEAN_SQUARE, slot(3.5625f, 9)));
  }

  @Test
  void adamGoesOnFromItsSlots() {
    Map<String, Map<String, HostTensor>> slots =
        Map.of(Adam.MEAN, slot(2.5f, 0), Adam.MEAN_SQUARE, slot(4.75f, 0));
    ReferenceOptimizer adam = optimizer(new Adam(0.5, 0.75, 1), slots);
    step(adam, 3, 0.5, 0, -6);
    double w = 1 - 0.5 * (1.25 / 0.875) / (Math.sqrt(3.5625 / 0.578125) + 1);
    double other = -1 + 0.5 * (3 / 0.875) / (Math.sqrt(9 / 0.578125) + 1);
    assertThat(p.values).containsExactly(new double[] {w, other}, within(1e-15));
  }

  @Test
  void adamsFirstStepIsTheRateWhateverTheGradientsSize() {
    ReferenceOptimizer adam = optimizer(Adam.of(), Map.of());
    step(adam, 1, 0.125, 1e-3, -1e6);
    assertThat(p.values).containsExactly(new double[] {0.875, -0.875}, within(2e-6));
  }

  @Test
  void adamWDecaysTheWeightAloneAndFirst() {
    ReferenceOptimizer adamW = optimizer(new AdamW(new Adam(0.5, 0.75, 1), 0.25), Map.of());
    step(adamW, 1, 0.75, 2, 0);
    double kept = 1 - 0.75 * 0.25;
    double w = kept - 0.75 * 2 / (2 + 1);
    assertThat(p.values).containsExactly(new double[] {w, -kept}, within(1e-15));
    step(adamW, 2, 2, 4, 0);
    w = w * 0.5 - 2 * (2.5 / 0.75) / (Math.sqrt(4.75 / 0.4375) + 1);
    assertThat(p.values).containsExactly(new double[] {w, -kept / 2}, within(1e-15));
    assertThat(adamW.slots())
        .isEqualTo(Map.of(Adam.MEAN, slot(2.5f, 0), Adam.MEAN_SQUARE, slot(4.75f, 0)));
  }

  @Test
  void aSlotOfAnotherOptimizerIsLeftOut() {
    Map<String, Map<String, HostTensor>> slots =
        Map.of(Sgd.MOMENTUM, slot(7, 7), Adam.MEAN, slot(1, 2));
    assertThat(optimizer(Adam.of(), slots).slots())
        .isEqualTo(Map.of(Adam.MEAN, slot(1, 2), Adam.MEAN_SQUARE, slot(0, 0)));
  }

  @Test
  void aParameterMissingFromASlotStartsAtZero() {
    ReferenceOptimizer sgd = optimizer(Sgd.of(0.5), Map.of(Sgd.MOMENTUM, Map.of()));
    assertThat(sgd.slots()).isEqualTo(Map.of(Sgd.MOMENTUM, slot(0, 0)));
  }
}
