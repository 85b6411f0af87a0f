package dev.tandem.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.data.RandomTransform.Rotation;
import dev.tandem.random.RandomStreams;
import dev.tandem.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class BatchPipelineTest {
  private static final int EPOCH = 2;

  /** Calls the hook before it reads an example. */
  private record HookedDataset(Dataset whole, IntConsumer hook) implements Dataset {
    @Override
    public int size() {
      return whole.size();
    }

    @Override
    public Shape shape() {
      return whole.shape();
    }

    @Override
    public int classes() {
      return whole.classes();
    }

    @Override
    public int label(int index) {
      return whole.label(index);
    }

    @Override
    public void read(int index, float[] target, int offset) {
      hook.accept(index);
      whole.read(index, target, offset);
    }

    @Override
    public String sha256() {
      return whole.sha256();
    }
  }

  private static BatchSource source(Dataset data, int batchSize) {
    return new BatchSource(
        data,
        BatchSourceTest.model(),
        batchSize,
        Augmentation.none().with(new Rotation(30)),
        new Normalization(500, 300),
        new RandomStreams(42));
  }

  private static BatchSource source() {
    return source(new NumberedDataset(103), 8);
  }

  private static BatchSource hooked(int size, IntConsumer hook) {
    return source(new HookedDataset(new NumberedDataset(size), hook), 1);
  }

  private static List<PreparedBatch> drain(BatchSource source, int first, int threads) {
    List<PreparedBatch> batches = new ArrayList<>();
    try (BatchPipeline pipeline = new BatchPipeline(source, EPOCH, first, threads)) {
      pipeline.forEachRemaining(batches::add);
    }
    return batches;
  }

  private static void assertSameBits(List<PreparedBatch> actual, List<PreparedBatch> expected) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < actual.size(); i++) {
      Batch batch = actual.get(i).batch();
      assertThat(batch.inputs()).isEqualTo(expected.get(i).batch().inputs());
      assertThat(batch.labels()).isEqualTo(expected.get(i).batch().labels());
      assertThat(actual.get(i).masks())
          .extracting(DropoutMask::keep)
          .containsExactlyElementsOf(
              expected.get(i).masks().stream().map(DropoutMask::keep).toList());
    }
  }

  private static long dataThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("tandem-data"))
        .count();
  }

  /** Threads end a moment after they were asked to. */
  @AfterEach
  void noThreadIsLeft() throws InterruptedException {
    for (int i = 0; i < 500 && dataThreads() > 0; i++) {
      Thread.sleep(10);
    }

    assertThat(dataThreads()).isZero();
  }

  @Test
  void givesTheBatchesOfTheEpochInOrder() {
    BatchSource source = source();
    List<PreparedBatch> expected = new ArrayList<>();
    for (int index = 0; index < 13; index++) {
      expected.add(source.prepare(EPOCH, source.order(EPOCH), index));
    }

    assertSameBits(drain(source, 0, 1), expected);
  }

  @Test
  void theNumberOfThreadsChangesNoBit() {
    assertSameBits(drain(source(), 0, 4), drain(source(), 0, 1));
  }

  @Test
  void startingInTheMiddleGivesTheTail() {
    assertSameBits(drain(source(), 5, 2), drain(source(), 0, 2).subList(5, 13));
  }

  @Test
  void startingAtTheEndGivesNothing() {
    assertThat(drain(source(), 13, 1)).isEmpty();
  }

  @Test
  void hasNothingAfterTheEnd() {
    try (BatchPipeline pipeline = new BatchPipeline(source(), EPOCH, 12, 1)) {
      assertThat(pipeline.hasNext()).isTrue();
      pipeline.next();

      assertThat(pipeline.hasNext()).isFalse();
      assertThatExceptionOfType(NoSuchElementException.class)
          .isThrownBy(pipeline::next)
          .withMessage("no batch after the last of epoch 2");
    }
  }

  @Test
  void preparesOnItsOwnDaemonThreads() {
    List<Thread> readers = new ArrayList<>();
    drain(hooked(5, index -> readers.add(Thread.currentThread())), 0, 1);

    assertThat(readers).hasSize(5).allMatch(Thread::isDaemon);
    assertThat(readers).extracting(Thread::getName).containsOnly("tandem-data");
  }

  @Test
  void preparesFourBatchesAheadAndNoMore() throws InterruptedException {
    AtomicInteger reads = new AtomicInteger();
    try (BatchPipeline pipeline =
        new BatchPipeline(hooked(20, index -> reads.incrementAndGet()), EPOCH, 0, 2)) {
      waitFor(reads, 4);
      Thread.sleep(50);
      assertThat(reads).hasValue(4);

      pipeline.next();
      waitFor(reads, 5);
    }
  }

  private static void waitFor(AtomicInteger counter, int value) throws InterruptedException {
    while (counter.get() < value) {
      Thread.sleep(1);
    }
  }

  @Test
  void whatReadingThrowsComesOutUnchanged() {
    DataException unreadable = new DataException("example 3: cut short");
    BatchSource source =
        hooked(
            10,
            index -> {
              throw unreadable;
            });
    try (BatchPipeline pipeline = new BatchPipeline(source, EPOCH, 0, 2)) {
      assertThatThrownBy(pipeline::next).isSameAs(unreadable);
    }
  }

  @Test
  void anErrorInReadingComesOutAsACause() {
    AssertionError broken = new AssertionError("broken");
    BatchSource source =
        hooked(
            10,
            index -> {
              throw broken;
            });
    try (BatchPipeline pipeline = new BatchPipeline(source, EPOCH, 0, 2)) {
      assertThatIllegalStateException()
          .isThrownBy(pipeline::next)
          .withMessage("preparing a batch failed")
          .withCause(broken);
    }
  }

  @Test
  void anInterruptEndsTheWaitAndIsKept() {
    try (BatchPipeline pipeline = new BatchPipeline(blocked(), EPOCH, 0, 1)) {
      Thread.currentThread().interrupt();

      assertThatIllegalStateException()
          .isThrownBy(pipeline::next)
          .withMessage("interrupted while waiting for a batch");
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  /** Its reads wait until they are interrupted. */
  private static BatchSource blocked() {
    CountDownLatch never = new CountDownLatch(1);
    return hooked(
        10,
        index -> {
          try {
            never.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  @Test
  void closingEndsReadsThatWait() {
    new BatchPipeline(blocked(), EPOCH, 0, 3).close();

    // noThreadIsLeft looks
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void aClosedPipelineHasNoBatches() {
    BatchPipeline pipeline = new BatchPipeline(blocked(), EPOCH, 8, 1);
    pipeline.close();

    assertThat(pipeline.hasNext()).isFalse();
    assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(pipeline::next);
  }
}
