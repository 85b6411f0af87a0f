package dev.tandem.testkit;

/**
 * Why a backend must refuse a call, and with what.
 *
 * @param type of the exception
 * @param reason for messages
 */
record Refusal(Class<? extends RuntimeException> type, String reason) {

  static Refusal closed(String what) {
    return new Refusal(IllegalStateException.class, what + " is closed");
  }

  static Refusal unfit(IllegalArgumentException why) {
    return new Refusal(IllegalArgumentException.class, String.valueOf(why.getMessage()));
  }
}
