package dev.tandem.testkit;

/** A caller or a backend broke the protocol of the SPI; the message says who and how. */
public final class ProtocolException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  private ProtocolException(String message, Throwable cause) {
    super(message, cause);
  }

  private ProtocolException(String message) {
    super(message);
  }

  static ProtocolException byBackend(String id, String what) {
    return new ProtocolException("backend " + id + " broke the protocol: " + what);
  }

  static ProtocolException byBackend(String id, String what, Throwable cause) {
    return new ProtocolException("backend " + id + " broke the protocol: " + what, cause);
  }

  static ProtocolException byCaller(String id, String what) {
    return new ProtocolException("the caller of backend " + id + " broke the protocol: " + what);
  }
}
