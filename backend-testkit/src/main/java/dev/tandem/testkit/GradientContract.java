package dev.tandem.testkit;

import dev.tandem.data.Batch;
import dev.tandem.model.Dense;
import dev.tandem.model.LayerSpec;
import dev.tandem.model.LeakyReLU;
import dev.tandem.model.LogSoftmax;
import dev.tandem.model.ModelSpec;
import dev.tandem.model.ModelState;
import dev.tandem.model.ReLU;
import dev.tandem.model.Sequential;
import dev.tandem.optim.CrossEntropy;
import dev.tandem.optim.LossSpec;
import dev.tandem.optim.MeanSquaredError;
import dev.tandem.optim.NegativeLogLikelihood;
import dev.tandem.optim.Sgd;
import dev.tandem.optim.TrainingPlan;
import dev.tandem.spi.StepContext;
import dev.tandem.tensor.HostTensor;
import dev.tandem.tensor.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Gradients: what one plain step of descent at learning rate 1 takes from the parameters, for the
 * layer's own and, through a trained layer before it, for its inputs.
 */
final class GradientContract {
  private GradientContract() {}

  static List<ContractCase> cases(long seed) {
    List<ContractCase> cases = new ArrayList<>();
    Stream.concat(LayerCases.all().stream(), RandomLayers.of(seed).stream())
        .forEach(c -> cases.add(layer(c)));
    cases.add(atZero("ReLU at 0", new ReLU()));
    cases.add(atZero("LeakyReLU at 0", new LeakyReLU(0.3)));
    addLoss(cases, "NegativeLogLikelihood", new NegativeLogLikelihood(), new LogSoftmax());
    addLoss(cases, "CrossEntropy", CrossEntropy.of(), Sequential.of());
    addLoss(cases, "CrossEntropy, smoothed", new CrossEntropy(0.1), Sequential.of());
    addLoss(cases, "MeanSquaredError", new MeanSquaredError(), Sequential.of());
    return cases;
  }

  private static ContractCase layer(LayerCase layer) {
    TrainingPlan plan = LayerContract.plan(layer.behindTrained());
    return ContractCase.of(
        layer.name(),
        plan,
        bench -> {
          HostTensor inputs =
              bench
                  .samples()
                  .values(layer.input().withBatch(layer.batch()), layer.low(), layer.high(), 0);
          int[] labels = bench.samples().labels(plan.model(), layer.batch(), 0);
          compare(plan, bench.samples().state(plan.model()), new Batch(inputs, labels), bench);
        });
  }

  /** All of the layer's inputs are exactly 0: its formula names the gradient there. */
  private static ContractCase atZero(String name, LayerSpec layer) {
    TrainingPlan plan = LayerContract.plan(LayerCase.row(name, layer, 3, 4).behindTrained());
    return ContractCase.of(
        name,
        plan,
        bench -> {
          Map<String, HostTensor> zeros = new LinkedHashMap<>();
          plan.model().parameters().forEach(p -> zeros.put(p.name(), HostTensor.zeros(p.shape())));
          Batch batch = bench.samples().batch(plan.model(), 3, 0);
          compare(plan, new ModelState(zeros, Map.of(), 0), batch, bench);
        });
  }

  private static void addLoss(
      List<ContractCase> cases, String name, LossSpec loss, LayerSpec last) {
    ModelSpec model = ModelSpec.of(name, Shape.of(4), Sequential.of(Dense.of(5), last));
    TrainingPlan plan = TrainingPlan.of(model, loss, Sgd.of(0));
    cases.add(loss(name + ", one example", plan, 1, 4));
    cases.add(loss(name + ", every class", plan, 1, 0, 1, 2, 3, 4, 4));
    cases.add(loss(name + ", large scores", plan, 100, 3, 0, 2));
  }

  private static ContractCase loss(String name, TrainingPlan plan, int scale, int... labels) {
    return ContractCase.of(
        name,
        plan,
        bench -> {
          Shape shape = plan.model().input().withBatch(labels.length);
          HostTensor inputs = bench.samples().values(shape, -scale, scale, 0);
          compare(plan, bench.samples().state(plan.model()), new Batch(inputs, labels), bench);
        });
  }

  private static void compare(TrainingPlan plan, ModelState state, Batch batch, Bench bench) {
    StepContext context = bench.samples().context(plan.model(), batch.size(), 0, 1);
    Gradients actual = Gradients.of(bench.tested(), plan, state, batch, context);
    Gradients expected = Gradients.of(bench.reference(), plan, state, batch, context);
    bench.near("loss", actual.loss(), expected.loss(), Tolerances.LOSS);
    bench.near("gradient of", actual.arrays(), expected.arrays(), Tolerances.GRADIENT);
  }
}
