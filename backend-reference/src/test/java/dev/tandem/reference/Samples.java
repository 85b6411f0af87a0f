package dev.tandem.reference;

import dev.tandem.data.Batch;
import dev.tandem.data.DropoutMask;
import dev.tandem.model.AdaptiveAvgPool2d;
import dev.tandem.model.BatchNorm2d;
import dev.tandem.model.Conv2d;
import dev.tandem.model.Dense;
import dev.tandem.model.Dropout;
import dev.tandem.model.Flatten;
import dev.tandem.model.GELU;
import dev.tandem.model.LayerNode;
import dev.tandem.model.LayerNorm;
import dev.tandem.model.LayerSpec;
import dev.tandem.model.LogSoftmax;
import dev.tandem.model.MaxPool2d;
import dev.tandem.model.ModelSpec;
import dev.tandem.model.ModelState;
import dev.tandem.model.NamedLayer;
import dev.tandem.model.ParameterSpec;
import dev.tandem.model.ReLU;
import dev.tandem.model.Residual;
import dev.tandem.model.Sequential;
import dev.tandem.optim.NegativeLogLikelihood;
import dev.tandem.optim.OptimizerSpec;
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

/** Small networks, states and batches. */
final class Samples {
  private static final RandomStreams STREAMS = new RandomStreams(42);

  private Samples() {}

  /** Returns a network of these layers, named {@code body.0}, {@code body.1}, … */
  static ModelSpec model(Shape input, LayerSpec... layers) {
    return ModelSpec.of("test", input, new NamedLayer("body", Sequential.of(layers)));
  }

  /** Returns a classifier with all that has state or a kink, sizes odd and unequal. */
  static ModelSpec everything() {
    return model(
        Shape.of(2, 9, 7),
        Conv2d.of(5, 3).withPadding(1).withoutBias(),
        new ReLU(),
        BatchNorm2d.of(),
        new Dropout(0.3),
        Conv2d.of(4, 3).withStride(2).withPadding(1),
        MaxPool2d.of(2),
        new Dropout(0.2),
        Sequential.of(Conv2d.of(3, 1), new GELU()),
        Residual.of(Conv2d.of(4, 1), LayerNorm.of()).withProjection(Conv2d.of(4, 1).withoutBias()),
        AdaptiveAvgPool2d.global(),
        new Flatten(),
        Dense.of(3),
        new LogSoftmax());
  }

  static ReferenceModel reference(ModelSpec model, ModelState state) {
    return new ReferenceModel(model, state, new Parts());
  }

  /** Returns the outputs in inference. */
  static double[] infer(ModelSpec model, ModelState state, double... x) {
    return reference(model, state).forward(x, Pass.INFERENCE);
  }

  static double[] infer(ModelSpec model, double... x) {
    return infer(model, initial(model), x);
  }

  static TrainingPlan plan(ModelSpec model, double momentum) {
    return plan(model, Sgd.of(momentum));
  }

  static TrainingPlan plan(ModelSpec model, OptimizerSpec optimizer) {
    return TrainingPlan.of(model, new NegativeLogLikelihood(), optimizer);
  }

  static ModelState initial(ModelSpec model) {
    return model.initialState(STREAMS);
  }

  /** Returns a state of random values between 0.5 and 2, of either sign unless a statistic. */
  static ModelState random(ModelSpec model) {
    Map<String, HostTensor> tensors = new LinkedHashMap<>();
    RandomStream random = STREAMS.stream(Purpose.INITIALIZATION, 99);
    for (ParameterSpec parameter : model.parameters()) {
      float[] values = new float[parameter.shape().size()];
      for (int i = 0; i < values.length; i++) {
        boolean negative = parameter.trainable() && random.nextInt(2) == 0;
        values[i] = (float) random.nextDouble(0.5, 2) * (negative ? -1 : 1);
      }
      tensors.put(parameter.name(), HostTensor.of(parameter.shape(), values));
    }
    return new ModelState(tensors, Map.of(), 0);
  }

  /** Returns the state before the first step with one tensor's values replaced. */
  static ModelState with(ModelSpec model, String name, float... values) {
    return with(model, initial(model), name, values);
  }

  static ModelState with(ModelSpec model, ModelState state, String name, float... values) {
    Map<String, HostTensor> tensors = new LinkedHashMap<>(state.tensors());
    tensors.put(name, HostTensor.of(state.tensor(name).shape(), values));
    ModelState changed = new ModelState(tensors, state.slots(), state.step());
    changed.requireFits(model);
    return changed;
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

  static List<DropoutMask> masks(ModelSpec model, int size, long step) {
    List<DropoutMask> masks = new ArrayList<>();
    for (LayerNode node : model.dropouts()) {
      Shape shape = node.input().withBatch(size);
      byte[] keep = new byte[shape.size()];
      double rate = ((Dropout) node.spec()).rate();
      STREAMS.stream(Purpose.DROPOUT, step, masks.size()).fillKeepMask(keep, rate);
      masks.add(new DropoutMask(node.path(), shape, keep));
    }
    return masks;
  }

  /** Returns the context of a step with random masks. */
  static StepContext context(ModelSpec model, int size, long step, double learningRate) {
    return new StepContext(step, learningRate, masks(model, size, step));
  }
}
