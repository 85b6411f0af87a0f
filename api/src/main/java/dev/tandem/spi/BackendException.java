package dev.tandem.spi;

/** An engine failed while it ran; the message names backend, device and what it was doing. */
public final class BackendException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param info the backend that failed
   * @param doing what it was doing ({@code step 12})
   * @param cause the engine's own error
   */
  public BackendException(BackendInfo info, String doing, Throwable cause) {
    super(
        "backend " + info.id() + " on " + info.device() + ", " + doing + ": " + reason(cause),
        cause);
  }

  private static String reason(Throwable cause) {
    String message = cause.getMessage();
    return message == null ? cause.toString() : message;
  }
}
