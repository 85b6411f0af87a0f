package dev.tandem.benchmarks;

import dev.tandem.data.Augmentation;
import dev.tandem.data.BatchSource;
import dev.tandem.data.PreparedBatch;
import dev.tandem.data.RandomTransform;
import dev.tandem.mnist.MnistData;
import dev.tandem.mnist.MnistModel;
import dev.tandem.random.RandomStreams;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One batch of 64 for MNIST-Medium, rotation and dropout masks included, on one core. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class BatchPreparation {
  private final BatchSource plain = source(Augmentation.none());
  private final BatchSource rotated =
      source(Augmentation.none().with(new RandomTransform.Rotation(5)));
  private final int[] order = plain.order(0);
  private int batch;

  private static BatchSource source(Augmentation augmentation) {
    return new BatchSource(
        MnistData.embedded().train(),
        MnistModel.MEDIUM.spec(0.1),
        64,
        augmentation,
        MnistData.NORMALIZATION,
        new RandomStreams(1));
  }

  private int next() {
    batch = (batch + 1) % 900;
    return batch;
  }

  @Benchmark
  public PreparedBatch masks() {
    return plain.prepare(0, order, next());
  }

  @Benchmark
  public PreparedBatch masksAndRotation() {
    return rotated.prepare(0, order, next());
  }
}
