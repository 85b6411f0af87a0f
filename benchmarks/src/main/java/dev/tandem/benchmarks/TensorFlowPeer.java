package dev.tandem.benchmarks;

import dev.tandem.data.Dataset;
import dev.tandem.random.RandomStream;
import dev.tandem.random.RandomStreams;
import dev.tandem.random.RandomStreams.Purpose;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.VarHandleOp;
import org.tensorflow.op.nn.FusedBatchNorm;
import org.tensorflow.op.nn.SoftmaxCrossEntropyWithLogits;
import org.tensorflow.op.random.RandomUniform;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * MNIST-Medium as one writes it by hand with TensorFlow Java's own operations: one graph, its own
 * (Philox) random numbers for dropout, one session run a step.
 */
final class TensorFlowPeer implements Contestant {
  private static final List<Long> STRIDE = List.of(1L, 1L, 1L, 1L);

  private final int batchSize;
  private final Dataset images;
  private final RandomStreams streams = new RandomStreams(1);
  private final RandomStream random = streams.stream(Purpose.INITIALIZATION, 0);
  private final Graph graph = new Graph();
  private final Ops tf = Ops.create(graph);
  private final Session session;
  private final List<Op> initial = new ArrayList<>();
  private final List<Op> updates = new ArrayList<>();
  private final List<Variable> trained = new ArrayList<>();
  private final Placeholder<TFloat32> x;
  private final Placeholder<TInt32> y;
  private final Operand<TFloat32> loss;
  private int[] order = {};
  private int variables;
  private int epoch;
  private int at;

  TensorFlowPeer(Dataset images, int batchSize, int threads) {
    this.images = images;
    this.batchSize = batchSize;
    this.x = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, 28, 28, 1)));
    this.y = tf.placeholder(TInt32.class, Placeholder.shape(Shape.of(-1)));
    Operand<TFloat32> rows = tf.oneHot(y, tf.constant(10), tf.constant(1f), tf.constant(0f));
    SoftmaxCrossEntropyWithLogits<TFloat32> entropy =
        tf.nn.softmaxCrossEntropyWithLogits(network(), rows);
    this.loss = tf.math.mean(entropy.loss(), tf.constant(0));
    train();
    this.session =
        new Session(
            graph,
            ConfigProto.newBuilder()
                .setIntraOpParallelismThreads(threads)
                .setInterOpParallelismThreads(threads)
                .build());
    Session.Runner runner = session.runner();
    initial.forEach(runner::addTarget);
    runner.run().close();
  }

  private record Variable(Operand<TFloat32> handle, Operand<TFloat32> value) {}

  private Operand<TFloat32> trained(Shape shape, double bound, float around) {
    Variable variable = variable(shape, bound, around);
    trained.add(variable);
    return variable.value();
  }

  private Variable variable(Shape shape, double bound, float around) {
    float[] values = new float[(int) shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = around + (float) random.nextDouble(-bound, bound);
    }
    Operand<TFloat32> handle = handle(shape);
    Operand<TFloat32> start = tf.reshape(tf.constant(values), tf.constant(shape.asArray()));
    initial.add(tf.assignVariableOp(handle, start));
    return new Variable(handle, tf.readVariableOp(handle, TFloat32.class));
  }

  /** Without a name of its own every variable would be the same one. */
  private Operand<TFloat32> handle(Shape shape) {
    return cast(
        tf.varHandleOp(TFloat32.class, shape, VarHandleOp.sharedName("v" + variables++))
            .asOutput());
  }

  @SuppressWarnings("unchecked") // a handle has no type of its own in TensorFlow Java
  private static Operand<TFloat32> cast(Operand<?> handle) {
    return (Operand<TFloat32>) handle;
  }

  private Operand<TFloat32> convolution(
      Operand<TFloat32> in, int kernel, int from, int to, String padding) {
    double bound = 1 / Math.sqrt((double) kernel * kernel * from);
    return tf.nn.conv2d(in, trained(Shape.of(kernel, kernel, from, to), bound, 0), STRIDE, padding);
  }

  private Operand<TFloat32> withBias(Operand<TFloat32> in, int channels) {
    return tf.nn.biasAdd(in, trained(Shape.of(channels), 0.1, 0));
  }

  /** A 3x3 convolution with ReLU, BatchNorm, perhaps a pool, and dropout. */
  private Operand<TFloat32> unit(
      Operand<TFloat32> in, int from, int to, String padding, boolean pool) {
    Operand<TFloat32> active = tf.nn.relu(convolution(in, 3, from, to, padding));
    Operand<TFloat32> scale = trained(Shape.of(to), 0, 1);
    Operand<TFloat32> offset = trained(Shape.of(to), 0, 0);
    Variable mean = variable(Shape.of(to), 0, 0);
    Variable variance = variable(Shape.of(to), 0, 1);
    FusedBatchNorm<TFloat32, TFloat32> norm =
        tf.nn.fusedBatchNorm(
            active,
            scale,
            offset,
            mean.value(),
            variance.value(),
            FusedBatchNorm.isTraining(true),
            FusedBatchNorm.epsilon(1e-5f),
            FusedBatchNorm.exponentialAvgFactor(0.1f));
    updates.add(tf.assignVariableOp(mean.handle(), norm.batchMean()));
    updates.add(tf.assignVariableOp(variance.handle(), norm.batchVariance()));
    return dropout(pool ? pool(norm.y()) : norm.y());
  }

  private Operand<TFloat32> pool(Operand<TFloat32> in) {
    Operand<TInt32> window = tf.constant(new int[] {1, 2, 2, 1});
    return tf.nn.maxPool(in, window, window, "VALID");
  }

  private Operand<TFloat32> dropout(Operand<TFloat32> in) {
    Operand<TFloat32> uniform =
        tf.random.randomUniform(tf.shape(in), TFloat32.class, RandomUniform.seed(1L));
    Operand<TFloat32> keep = tf.math.floor(tf.math.add(uniform, tf.constant(0.9f)));
    return tf.math.mul(in, tf.math.mul(keep, tf.constant(1 / 0.9f)));
  }

  private Operand<TFloat32> network() {
    Operand<TFloat32> in = unit(x, 1, 8, "SAME", false);
    in = unit(in, 8, 8, "SAME", true);
    in = withBias(convolution(in, 1, 8, 8, "VALID"), 8);
    in = unit(in, 8, 8, "SAME", false);
    in = unit(in, 8, 16, "SAME", true);
    in = withBias(convolution(in, 1, 16, 16, "VALID"), 16);
    in = unit(in, 16, 16, "VALID", false);
    in = unit(in, 16, 16, "VALID", true);
    in = tf.math.mean(in, tf.constant(new int[] {1, 2}));
    return tf.linalg.matMul(in, trained(Shape.of(16, 10), 0.25, 0));
  }

  private void train() {
    Output<?>[] gradients =
        graph.addGradients(
            loss.asOutput(),
            trained.stream().map(v -> v.value().asOutput()).toArray(Output<?>[]::new));
    Ops after = tf.withControlDependencies(gradients);
    for (int i = 0; i < gradients.length; i++) {
      Operand<TFloat32> velocity = handle(trained.get(i).value().shape());
      initial.add(
          tf.assignVariableOp(
              velocity,
              tf.zeros(tf.constant(trained.get(i).value().shape().asArray()), TFloat32.class)));
      updates.add(
          after.train.resourceApplyMomentum(
              trained.get(i).handle(),
              velocity,
              tf.constant(0.01f),
              cast(gradients[i]),
              tf.constant(0.9f)));
    }
  }

  @Override
  public String name() {
    return "TensorFlow Java by hand";
  }

  @Override
  public int step() {
    if (at + batchSize > order.length) {
      order = streams.stream(Purpose.SHUFFLE, epoch++).permutation(images.size());
      at = 0;
    }
    float[] pixels = new float[batchSize * 784];
    int[] labels = new int[batchSize];
    for (int i = 0; i < batchSize; i++) {
      images.read(order[at], pixels, i * 784);
      labels[i] = images.label(order[at++]);
    }
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (pixels[i] - 0.1307f) / 0.3081f;
    }
    try (TFloat32 inputs = Tensor.of(TFloat32.class, Shape.of(batchSize, 28, 28, 1));
        TInt32 classes = TInt32.vectorOf(labels)) {
      inputs.asRawTensor().data().asFloats().write(pixels);
      Session.Runner runner = session.runner().feed(x, inputs).feed(y, classes).fetch(loss);
      updates.forEach(runner::addTarget);
      try (Result result = runner.run()) {
        if (Float.isNaN(((TFloat32) result.get(0)).getFloat())) {
          throw new IllegalStateException("the peer's loss is no number");
        }
      }
    }
    return batchSize;
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
