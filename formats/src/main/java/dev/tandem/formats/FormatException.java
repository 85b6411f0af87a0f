package dev.tandem.formats;

import java.util.function.Supplier;

/**
 * A file or text that cannot be read or written: the message says where, what is wrong and what to
 * do about it.
 */
public final class FormatException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public FormatException(String message) {
    super(message);
  }

  public FormatException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Returns what the action does; if it or an api constructor refuses, the place goes in front. */
  static <T> T within(String place, Supplier<T> action) {
    try {
      return action.get();
    } catch (FormatException | IllegalArgumentException e) {
      throw new FormatException(place + ": " + e.getMessage(), e);
    }
  }
}
