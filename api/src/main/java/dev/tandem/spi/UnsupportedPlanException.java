package dev.tandem.spi;

/**
 * A backend has no way to compute a part of a model or plan. It is thrown by {@code compile} or
 * {@code load}, never by a step: what compiles runs.
 */
public final class UnsupportedPlanException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param backend the backend's id
   * @param part what it cannot compute, with its place ({@code layer conv1.0 Conv2d[…]})
   */
  public UnsupportedPlanException(String backend, String part) {
    super("backend " + backend + " cannot compute " + part + "; choose another backend");
  }
}
