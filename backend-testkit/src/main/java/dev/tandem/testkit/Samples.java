package dev.tandem.testkit;

import dev.tandem.data.Batch;
import dev.tandem.data.DropoutMask;
import dev.tandem.model.Dropout;
import dev.tandem.model.LayerNode;
import dev.tandem.model.ModelSpec;
import dev.tandem.model.ModelState;
import dev.tandem.model.ParameterSpec;
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

/**
 * Random values for cases: pure functions of the seed.
 *
 * @param streams where all values come from
 */
record Samples(RandomStreams streams) {

  /** Returns values uniform in [low, high). */
  HostTensor values(Shape shape, double low, double high, long step) {
    return fill(shape, low, high, streams.stream(Purpose.AUGMENTATION, step));
  }

  private static HostTensor fill(Shape shape, double low, double high, RandomStream random) {
    HostTensor tensor = HostTensor.zeros(shape);
    for (int i = 0; i < tensor.values().length; i++) {
      tensor.values()[i] = (float) random.nextDouble(low, high);
    }
    return tensor;
  }

  /** Returns a batch for a step, inputs in [-1, 1). */
  Batch batch(ModelSpec model, int size, long step) {
    return new Batch(values(model.input().withBatch(size), -1, 1, step), labels(model, size, step));
  }

  int[] labels(ModelSpec model, int size, long step) {
    RandomStream random = streams.stream(Purpose.SHUFFLE, step);
    int[] labels = new int[size];
    for (int i = 0; i < size; i++) {
      labels[i] = random.nextInt(model.output().size());
    }
    return labels;
  }

  /** Returns the context of a step with masks for a batch of that size. */
  StepContext context(ModelSpec model, int size, long step, double learningRate) {
    List<DropoutMask> masks = new ArrayList<>();
    for (LayerNode layer : model.dropouts()) {
      Shape shape = layer.input().withBatch(size);
      byte[] keep = new byte[shape.size()];
      streams.stream(Purpose.DROPOUT, step, masks.size())
          .fillKeepMask(keep, ((Dropout) layer.spec()).rate());
      masks.add(new DropoutMask(layer.path(), shape, keep));
    }
    return new StepContext(step, learningRate, masks);
  }

  /**
   * Returns a state in which no value is one that a mistake could hide behind: no bias is 0, no
   * scale is 1, no kernel is symmetric.
   */
  ModelState state(ModelSpec model) {
    Map<String, HostTensor> tensors = new LinkedHashMap<>();
    for (ParameterSpec parameter : model.parameters()) {
      RandomStream random = streams.stream(Purpose.INITIALIZATION, tensors.size());
      boolean variance = parameter.name().endsWith("running_var");
      tensors.put(
          parameter.name(), fill(parameter.shape(), variance ? 0.5 : -1, variance ? 2 : 1, random));
    }
    return new ModelState(tensors, Map.of(), 0);
  }
}
