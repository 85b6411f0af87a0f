package dev.tandem.data;

import dev.tandem.model.Dropout;
import dev.tandem.model.LayerNode;
import dev.tandem.model.ModelSpec;
import dev.tandem.random.RandomStream;
import dev.tandem.random.RandomStreams;
import dev.tandem.random.RandomStreams.Purpose;
import dev.tandem.tensor.HostTensor;
import dev.tandem.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the training batches of a run: what a step sees is a pure function of (seed, epoch, batch),
 * so any batch can be made at any time by any thread.
 *
 * <p>Every epoch visits every example once in a new order; the last batch of an epoch may be
 * smaller.
 */
public final class BatchSource {
  private final Dataset data;
  private final ModelSpec model;
  private final int batchSize;
  private final Augmentation augmentation;
  private final Normalization normalization;
  private final RandomStreams streams;

  /**
   * @throws IllegalArgumentException if the data's shape is not the model's input or the batch size
   *     is below 1
   */
  public BatchSource(
      Dataset data,
      ModelSpec model,
      int batchSize,
      Augmentation augmentation,
      Normalization normalization,
      RandomStreams streams) {
    if (batchSize < 1) {
      throw new IllegalArgumentException("batch size must be at least 1, got " + batchSize);
    }
    if (!data.shape().equals(model.input())) {
      throw new IllegalArgumentException(
          "model " + model.name() + " takes " + model.input() + ", the data has " + data.shape());
    }
    this.data = data;
    this.model = model;
    this.batchSize = batchSize;
    this.augmentation = augmentation;
    this.normalization = normalization;
    this.streams = streams;
  }

  /** Returns the number of batches of an epoch. */
  public int batchesPerEpoch() {
    return (data.size() + batchSize - 1) / batchSize;
  }

  /** Returns the order of an epoch's examples. */
  public int[] order(int epoch) {
    return streams.stream(Purpose.SHUFFLE, epoch).permutation(data.size());
  }

  /**
   * Makes one batch and the dropout masks of its step.
   *
   * @param epoch from 0
   * @param order the epoch's {@link #order}
   * @param index of the batch within the epoch, from 0
   */
  public PreparedBatch prepare(int epoch, int[] order, int index) {
    int from = index * batchSize;
    int size = Math.min(batchSize, data.size() - from);
    Shape shape = data.shape();
    float[] inputs = new float[size * shape.size()];
    float[] image = new float[shape.size()];
    int[] labels = new int[size];
    for (int i = 0; i < size; i++) {
      int example = order[from + i];
      labels[i] = data.label(example);
      if (augmentation.isNone()) {
        data.read(example, inputs, i * shape.size());
      } else {
        data.read(example, image, 0);
        RandomStream random = streams.stream(Purpose.AUGMENTATION, epoch, example);
        augmentation.apply(image, shape, inputs, i * shape.size(), random);
      }
    }
    normalization.apply(inputs, 0, inputs.length);
    long step = (long) epoch * batchesPerEpoch() + index;
    Batch batch = new Batch(HostTensor.of(shape.withBatch(size), inputs), labels);
    return new PreparedBatch(batch, masks(step, size));
  }

  private List<DropoutMask> masks(long step, int size) {
    List<DropoutMask> masks = new ArrayList<>();
    for (LayerNode layer : model.dropouts()) {
      RandomStream random = streams.stream(Purpose.DROPOUT, step, masks.size());
      masks.add(DropoutMask.draw(layer, ((Dropout) layer.spec()).rate(), size, random));
    }
    return masks;
  }
}
