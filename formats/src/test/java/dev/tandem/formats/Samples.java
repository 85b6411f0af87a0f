package dev.tandem.formats;

import dev.tandem.data.Augmentation;
import dev.tandem.data.Normalization;
import dev.tandem.data.RandomTransform;
import dev.tandem.model.AdaptiveAvgPool2d;
import dev.tandem.model.BatchNorm2d;
import dev.tandem.model.Conv2d;
import dev.tandem.model.Dropout;
import dev.tandem.model.Flatten;
import dev.tandem.model.LogSoftmax;
import dev.tandem.model.MaxPool2d;
import dev.tandem.model.ModelSpec;
import dev.tandem.model.ModelState;
import dev.tandem.model.NamedLayer;
import dev.tandem.model.ParameterSpec;
import dev.tandem.model.ReLU;
import dev.tandem.model.Sequential;
import dev.tandem.optim.NegativeLogLikelihood;
import dev.tandem.optim.OneCycle;
import dev.tandem.optim.Sgd;
import dev.tandem.optim.TrainingPlan;
import dev.tandem.random.RandomStreams;
import dev.tandem.spi.BackendInfo;
import dev.tandem.spi.DeviceSpec;
import dev.tandem.tensor.HostTensor;
import dev.tandem.tensor.Shape;
import dev.tandem.training.Checkpoint;
import dev.tandem.training.EpochRecord;
import dev.tandem.training.Evaluation;
import dev.tandem.training.Progress;
import dev.tandem.training.RunRecord;
import dev.tandem.training.TrainingSpec;
import dev.tandem.training.WeightAveraging;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A small run with every kind of layer in it. */
final class Samples {
  private Samples() {}

  static ModelSpec model() {
    return ModelSpec.of(
        "tiny",
        Shape.of(1, 6, 6),
        new NamedLayer(
            "conv1",
            Sequential.of(Conv2d.of(2, 3), new ReLU(), BatchNorm2d.of(), new Dropout(0.1))),
        new NamedLayer("pool", MaxPool2d.of(2)),
        new NamedLayer("average", AdaptiveAvgPool2d.global()),
        new NamedLayer("flatten", new Flatten()),
        new NamedLayer("classes", new LogSoftmax()));
  }

  static TrainingSpec spec() {
    return new TrainingSpec(
        TrainingPlan.of(model(), new NegativeLogLikelihood(), Sgd.of(0.9)),
        new OneCycle(0.1, 100, 0.3, 25, 1e4),
        3,
        64,
        Long.MIN_VALUE,
        Augmentation.none()
            .with(new RandomTransform.Rotation(7))
            .with(new RandomTransform.Shift(1.5))
            .with(new RandomTransform.Scale(0.9, 1.1))
            .withFill(0.1f),
        new Normalization(0.1307, 0.3081),
        new WeightAveraging(0.99, 2));
  }

  static Progress progress() {
    return new Progress(
        2,
        5,
        new Progress.Totals(0.1 + 0.2, 3, 320, 1e-9),
        List.of(
            new EpochRecord(
                1,
                new Evaluation(1, 3, Double.NaN),
                new Evaluation(2, 3, Double.MIN_VALUE),
                new Evaluation(3, 3, 1.0 / 3),
                12.5),
            new EpochRecord(
                2,
                new Evaluation(1, 3, Double.POSITIVE_INFINITY),
                null,
                new Evaluation(3, 3, -0.0),
                Double.MAX_VALUE)));
  }

  static RunRecord record() {
    return new RunRecord(
        "0.1.0",
        "unknown",
        new BackendInfo("pytorch", "PyTorch 2.7.1", new DeviceSpec(DeviceSpec.Kind.GPU, 1), 2),
        "Linux \"ü\" \u2028",
        2,
        "Temurin 17",
        Map.of("train", "00ff", "test", "abcd"),
        "mnist-small",
        "2025-01-01T00:00:00+01:00");
  }

  /** A state after 37 steps with values that are easily bent: NaN with payload, -0, subnormal. */
  static ModelState state(ModelSpec model) {
    Map<String, HostTensor> tensors =
        new LinkedHashMap<>(model.initialState(new RandomStreams(1)).tensors());
    tensors.put(
        "conv1.2.running_mean",
        HostTensor.of(
            Shape.of(2), Float.intBitsToFloat(0x7fa00001), Float.intBitsToFloat(0xffc12345)));
    tensors.put("conv1.2.bias", HostTensor.of(Shape.of(2), -0f, Float.MIN_VALUE));
    Map<String, HostTensor> momentum = new LinkedHashMap<>();
    for (ParameterSpec parameter : model.parameters()) {
      if (parameter.trainable()) {
        momentum.put(parameter.name(), HostTensor.zeros(parameter.shape()));
      }
    }
    return new ModelState(tensors, Map.of(Sgd.MOMENTUM, momentum), 37);
  }

  static Checkpoint checkpoint() {
    return new Checkpoint(spec(), state(model()), average(), progress());
  }

  /** Other numbers than the weights'. */
  private static Map<String, HostTensor> average() {
    return model().initialState(new RandomStreams(2)).tensors();
  }
}
