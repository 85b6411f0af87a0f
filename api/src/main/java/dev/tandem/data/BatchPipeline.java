package dev.tandem.data;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The batches of one epoch in order, prepared ahead by other threads. At most {@code ahead} batches
 * wait at any time. Which thread makes a batch, and when, cannot change it: see {@link
 * BatchSource}.
 */
public final class BatchPipeline implements Iterator<PreparedBatch>, AutoCloseable {
  private static final int AHEAD = 4;

  private final BatchSource source;
  private final int epoch;
  private final int[] order;
  private final ExecutorService threads;
  private final Queue<Future<PreparedBatch>> waiting = new ArrayDeque<>();
  private int submitted;

  /**
   * Starts to prepare the batches of an epoch.
   *
   * @param epoch from 0
   * @param first index of the first batch wanted, from 0
   * @param dataThreads number of threads that prepare batches, at least 1
   */
  public BatchPipeline(BatchSource source, int epoch, int first, int dataThreads) {
    this.source = source;
    this.epoch = epoch;
    this.order = source.order(epoch);
    this.submitted = first;
    this.threads = Executors.newFixedThreadPool(dataThreads, BatchPipeline::daemon);
    for (int i = 0; i < AHEAD; i++) {
      submit();
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "tandem-data");
    thread.setDaemon(true);
    return thread;
  }

  private void submit() {
    if (submitted < source.batchesPerEpoch()) {
      int index = submitted++;
      waiting.add(threads.submit(() -> source.prepare(epoch, order, index)));
    }
  }

  @Override
  public boolean hasNext() {
    return !waiting.isEmpty();
  }

  /**
   * Returns the next batch, waiting for it if it is not ready.
   *
   * @throws NoSuchElementException after the last batch
   * @throws DataException if an example cannot be read
   */
  @Override
  public PreparedBatch next() {
    Future<PreparedBatch> next = waiting.poll();
    if (next == null) {
      throw new NoSuchElementException("no batch after the last of epoch " + epoch);
    }
    submit();
    try {
      return next.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException("preparing a batch failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for a batch", e);
    }
  }

  /** Stops preparing and drops the batches that wait. */
  @Override
  public void close() {
    threads.shutdownNow();
    waiting.clear();
  }
}
