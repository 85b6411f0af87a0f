package dev.tandem.model;

/** A model that cannot be: the message names the layer, the rule and what came. */
public final class InvalidModelException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  public InvalidModelException(String message, Throwable cause) {
    super(message, cause);
  }
}
