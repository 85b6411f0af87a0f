package dev.tandem.djl;

import ai.djl.engine.EngineException;
import dev.tandem.spi.BackendException;
import dev.tandem.spi.BackendInfo;
import java.util.function.Supplier;

/** Around every call of a session: refuses it if closed, says where an engine's error came from. */
final class SessionGuard {
  private final BackendInfo info;
  private final DjlModel model;
  private boolean closed;

  SessionGuard(BackendInfo info, DjlModel model) {
    this.info = info;
    this.model = model;
  }

  <T> T run(String doing, Supplier<T> work) {
    if (closed) {
      throw new IllegalStateException("the session is closed: " + doing);
    }
    try {
      model.dialect().enter();
      return work.get();
    } catch (EngineException e) {
      throw new BackendException(info, doing, e);
    }
  }

  void close() {
    if (!closed) {
      closed = true;
      model.close();
    }
  }
}
