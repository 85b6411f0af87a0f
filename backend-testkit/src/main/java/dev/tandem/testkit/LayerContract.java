package dev.tandem.testkit;

import dev.tandem.data.Batch;
import dev.tandem.model.ModelSpec;
import dev.tandem.model.ModelState;
import dev.tandem.optim.MeanSquaredError;
import dev.tandem.optim.Sgd;
import dev.tandem.optim.TrainingPlan;
import dev.tandem.spi.StepContext;
import dev.tandem.spi.TrainingSession;
import dev.tandem.tensor.HostTensor;
import java.util.List;
import java.util.stream.Stream;

/** Every layer's outputs, in inference and in training. */
final class LayerContract {
  private LayerContract() {}

  static List<ContractCase> cases(long seed) {
    return Stream.concat(LayerCases.all().stream(), RandomLayers.of(seed).stream())
        .map(c -> ContractCase.of(c.name(), plan(c.alone()), bench -> outputs(c, bench)))
        .toList();
  }

  static TrainingPlan plan(ModelSpec model) {
    return TrainingPlan.of(model, new MeanSquaredError(), Sgd.of(0));
  }

  private static void outputs(LayerCase layer, Bench bench) {
    ModelSpec model = layer.alone();
    TrainingPlan plan = plan(model);
    Samples samples = bench.samples();
    ModelState state = samples.state(model);
    HostTensor inputs =
        samples.values(layer.input().withBatch(layer.batch()), layer.low(), layer.high(), 0);
    Batch batch = new Batch(inputs, samples.labels(model, layer.batch(), 0));
    StepContext context = samples.context(model, layer.batch(), 0, 0);
    try (TrainingSession tested = bench.tested().compile(plan, state);
        TrainingSession reference = bench.reference().compile(plan, state)) {
      bench.near(
          "inference outputs",
          tested.predict(inputs),
          reference.predict(inputs),
          Tolerances.FORWARD);
      bench.near(
          "training outputs",
          tested.trainStep(batch, context).outputs(),
          reference.trainStep(batch, context).outputs(),
          Tolerances.FORWARD);
    }
  }
}
