package dev.tandem.benchmarks;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.Dropout;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.EasyTrain;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.dataset.Batch;
import ai.djl.training.initializer.XavierInitializer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import ai.djl.translate.TranslateException;
import dev.tandem.data.Dataset;
import java.io.IOException;
import java.util.Iterator;

/**
 * MNIST-Medium as a DJL user writes it: {@code ai.djl.nn} blocks, DJL's data set, loss, optimizer
 * and {@link Trainer}.
 */
final class DjlPeer implements Contestant {
  private final int batchSize;
  private final Model model;
  private final Trainer trainer;
  private final ArrayDataset data;
  private Iterator<Batch> batches;

  DjlPeer(Engine engine, Dataset images, int batchSize) throws IOException, TranslateException {
    this.batchSize = batchSize;
    this.model = Model.newInstance("mnist-medium", Device.cpu(), engine.getEngineName());
    model.setBlock(network());
    this.trainer = model.newTrainer(config());
    trainer.initialize(new Shape(batchSize, 1, 28, 28));
    this.data = dataset(trainer.getManager(), images);
    this.batches = trainer.iterateDataset(data).iterator();
  }

  private static Block convolution(int filters, int kernel, int padding, boolean bias) {
    return Conv2d.builder()
        .setKernelShape(new Shape(kernel, kernel))
        .optPadding(new Shape(padding, padding))
        .optBias(bias)
        .setFilters(filters)
        .build();
  }

  /** A 3x3 convolution with ReLU, BatchNorm, perhaps a pool, and dropout. */
  private static SequentialBlock unit(int filters, int padding, boolean pool) {
    SequentialBlock unit = new SequentialBlock();
    unit.add(convolution(filters, 3, padding, false));
    unit.add(Activation.reluBlock());
    unit.add(BatchNorm.builder().optEpsilon(1e-5f).optMomentum(0.9f).build());
    if (pool) {
      unit.add(Pool.maxPool2dBlock(new Shape(2, 2), new Shape(2, 2)));
    }
    return unit.add(Dropout.builder().optRate(0.1f).build());
  }

  private static Block network() {
    return new SequentialBlock()
        .add(unit(8, 1, false))
        .add(unit(8, 1, true))
        .add(convolution(8, 1, 0, true))
        .add(unit(8, 1, false))
        .add(unit(16, 1, true))
        .add(convolution(16, 1, 0, true))
        .add(unit(16, 0, false))
        .add(unit(16, 0, true))
        .add(Pool.globalAvgPool2dBlock())
        .add(Blocks.batchFlattenBlock())
        .add(ai.djl.nn.core.Linear.builder().setUnits(10).optBias(false).build());
  }

  private static DefaultTrainingConfig config() {
    return new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
        .optInitializer(new XavierInitializer(), Parameter.Type.WEIGHT)
        .optOptimizer(
            Optimizer.sgd().setLearningRateTracker(Tracker.fixed(0.01f)).optMomentum(0.9f).build());
  }

  private ArrayDataset dataset(NDManager manager, Dataset images)
      throws IOException, TranslateException {
    int length = images.shape().size();
    float[] pixels = new float[images.size() * length];
    float[] labels = new float[images.size()];
    for (int i = 0; i < images.size(); i++) {
      images.read(i, pixels, i * length);
      labels[i] = images.label(i);
    }
    NDArray x = manager.create(pixels, new Shape(images.size(), 1, 28, 28));
    x.subi(0.1307f).divi(0.3081f);
    ArrayDataset dataset =
        new ArrayDataset.Builder()
            .setData(x)
            .optLabels(manager.create(labels, new Shape(images.size(), 1)))
            .setSampling(batchSize, true)
            .build();
    dataset.prepare();
    return dataset;
  }

  @Override
  public String name() {
    return "ai.djl.nn + Trainer";
  }

  @Override
  public int step() throws IOException, TranslateException {
    if (!batches.hasNext()) {
      batches = trainer.iterateDataset(data).iterator();
    }
    try (Batch batch = batches.next()) {
      EasyTrain.trainBatch(trainer, batch);
      trainer.step();
      return batch.getSize();
    }
  }

  @Override
  public void close() {
    trainer.close();
    model.close();
  }
}
