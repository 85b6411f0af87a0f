package dev.tandem.pytorch;

import dev.tandem.data.Batch;
import dev.tandem.data.DropoutMask;
import dev.tandem.model.AdaptiveAvgPool2d;
import dev.tandem.model.BatchNorm2d;
import dev.tandem.model.Conv2d;
import dev.tandem.model.Dropout;
import dev.tandem.model.Flatten;
import dev.tandem.model.GELU;
import dev.tandem.model.LayerNorm;
import dev.tandem.model.LayerSpec;
import dev.tandem.model.LeakyReLU;
import dev.tandem.model.LogSoftmax;
import dev.tandem.model.MaxPool2d;
import dev.tandem.model.ModelSpec;
import dev.tandem.model.ModelState;
import dev.tandem.model.NamedLayer;
import dev.tandem.model.ReLU;
import dev.tandem.model.Residual;
import dev.tandem.model.Sequential;
import dev.tandem.model.SiLU;
import dev.tandem.optim.AdamW;
import dev.tandem.optim.CrossEntropy;
import dev.tandem.optim.GradientClipping;
import dev.tandem.optim.NegativeLogLikelihood;
import dev.tandem.optim.Sgd;
import dev.tandem.optim.TrainingPlan;
import dev.tandem.random.RandomStream;
import dev.tandem.random.RandomStreams;
import dev.tandem.random.RandomStreams.Purpose;
import dev.tandem.spi.StepContext;
import dev.tandem.tensor.HostTensor;
import dev.tandem.tensor.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Small networks and inputs that the tests of this module share. */
final class Networks {
  private static final RandomStreams STREAMS = new RandomStreams(42);

  private Networks() {}

  /** Returns a network of these layers, its output averaged over places and made log-softmax. */
  static ModelSpec classifier(Shape input, LayerSpec... layers) {
    return ModelSpec.of(
        "test",
        input,
        new NamedLayer("body", Sequential.of(layers)),
        new NamedLayer(
            "head", Sequential.of(AdaptiveAvgPool2d.global(), new Flatten(), new LogSoftmax())));
  }

  /** Returns a network of many kinds of layers, sizes odd and unequal. */
  static ModelSpec everything() {
    return classifier(
        Shape.of(2, 9, 7),
        Conv2d.of(5, 3).withPadding(1).withoutBias(),
        new ReLU(),
        BatchNorm2d.of(),
        new Dropout(0.3),
        Conv2d.of(4, 3).withStride(2).withPadding(1),
        MaxPool2d.of(2),
        Conv2d.of(3, 1),
        Residual.of(LeakyReLU.of(), Conv2d.of(3, 1), new SiLU()),
        new AdaptiveAvgPool2d(2, 1),
        LayerNorm.of(),
        new GELU());
  }

  static TrainingPlan plan(ModelSpec model, double momentum) {
    return TrainingPlan.of(model, new NegativeLogLikelihood(), Sgd.of(momentum));
  }

  /** Returns a plan whose loss, clipping and optimizer all need constants. */
  static TrainingPlan planOfConstants(ModelSpec model) {
    return TrainingPlan.of(model, new CrossEntropy(0.1), AdamW.of(0.01))
        .withClipping(new GradientClipping.ByGlobalNorm(0.5));
  }

  static ModelState initial(ModelSpec model) {
    return model.initialState(STREAMS);
  }

  static HostTensor random(Shape shape, long key) {
    RandomStream random = STREAMS.stream(Purpose.AUGMENTATION, key);
    float[] values = new float[shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextDouble(-2, 2);
    }
    return HostTensor.of(shape, values);
  }

  static Batch batch(ModelSpec model, int size, long key) {
    RandomStream random = STREAMS.stream(Purpose.SHUFFLE, key);
    int[] labels = new int[size];
    for (int i = 0; i < size; i++) {
      labels[i] = random.nextInt(model.output().size());
    }
    return new Batch(random(model.input().withBatch(size), key), labels);
  }

  /** Returns the context of a step with random masks. */
  static StepContext context(ModelSpec model, int size, long step, double learningRate) {
    List<DropoutMask> masks = new ArrayList<>();
    model
        .dropouts()
        .forEach(
            node -> {
              Shape shape = node.input().withBatch(size);
              byte[] keep = new byte[shape.size()];
              STREAMS.stream(Purpose.DROPOUT, step, masks.size()).fillKeepMask(keep, 0.3);
              masks.add(new DropoutMask(node.path(), shape, keep));
            });
    return new StepContext(step, learningRate, masks);
  }

  /** Returns the state with one element of one tensor moved. */
  static ModelState moved(ModelState state, String name, int index, float by) {
    Map<String, HostTensor> tensors = new LinkedHashMap<>(state.tensors());
    float[] values = state.tensor(name).values().clone();
    values[index] += by;
    tensors.put(name, HostTensor.of(state.tensor(name).shape(), values));
    return new ModelState(tensors, state.slots(), state.step());
  }
}
