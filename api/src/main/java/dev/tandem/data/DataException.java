package dev.tandem.data;

/** Data that cannot be used: the message says where, which rule, what came and how to mend it. */
public final class DataException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public DataException(String message) {
    super(message);
  }

  public DataException(String message, Throwable cause) {
    super(message, cause);
  }
}
