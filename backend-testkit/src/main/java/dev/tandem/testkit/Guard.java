package dev.tandem.testkit;

import dev.tandem.spi.UnsupportedPlanException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Around every call of one session: what holds for all of them. */
final class Guard {
  /** How many of the latest arrays that a session handed out are watched. */
  private static final int WATCHED = 6;

  private final String id;
  private final AtomicReference<@Nullable Thread> inside = new AtomicReference<>();
  private final Deque<Unchanged> handedOut = new ArrayDeque<>();

  /**
   * @param id the backend's id
   */
  Guard(String id) {
    this.id = id;
  }

  /** From now on, the arrays must stay as they are: the session gave them away. */
  void watch(Unchanged arrays) {
    handedOut.addLast(arrays);
    if (handedOut.size() > WATCHED) {
      handedOut.removeFirst();
    }
  }

  /**
   * Makes a call.
   *
   * @param name for messages
   * @param refusal why the backend must refuse it; null if it must not
   * @param arguments arrays that belong to the caller
   */
  <T> T call(String name, @Nullable Refusal refusal, List<Unchanged> arguments, Supplier<T> work) {
    Thread me = Thread.currentThread();
    if (!inside.compareAndSet(null, me)) {
      throw caller(name + " on a second thread while a call of the session was under way");
    }
    try {
      requireUnchanged("handed out and later changed ", List.copyOf(handedOut));
      T result = refusal == null ? answered(name, work) : refused(name, refusal, work);
      requireUnchanged(name + " wrote into ", arguments);
      requireUnchanged(name + " changed what was handed out: ", List.copyOf(handedOut));
      return result;
    } finally {
      inside.set(null);
    }
  }

  /** Opens a session; here, unlike in a call, a plan may be unsupported. */
  <T> T open(String model, @Nullable Refusal refusal, Unchanged state, Supplier<T> opening) {
    String name = "opening a session of model " + model;
    T session = refusal == null ? opening.get() : refused(name, refusal, opening);
    requireUnchanged(name + " wrote into ", List.of(state));
    return session;
  }

  private <T> T answered(String name, Supplier<T> work) {
    try {
      return work.get();
    } catch (UnsupportedPlanException e) {
      throw backend(name + " found the plan unsupported: what compiles must run", e);
    }
  }

  private <T> T refused(String name, Refusal refusal, Supplier<T> work) {
    T answer;
    try {
      answer = work.get();
    } catch (RuntimeException e) {
      if (refusal.type().isInstance(e)) {
        throw e;
      }
      throw backend(
          name + " must be refused with " + refusal.type().getSimpleName() + ", got " + e, e);
    }
    throw backend(
        name + " was answered with " + answer + ", but must be refused: " + refusal.reason());
  }

  private void requireUnchanged(String how, List<Unchanged> arrays) {
    for (Unchanged array : arrays) {
      if (array.broken()) {
        throw backend(how + array.what());
      }
    }
  }

  ProtocolException backend(String what) {
    return ProtocolException.byBackend(id, what);
  }

  private ProtocolException backend(String what, Throwable cause) {
    return ProtocolException.byBackend(id, what, cause);
  }

  ProtocolException caller(String what) {
    return ProtocolException.byCaller(id, what);
  }
}
