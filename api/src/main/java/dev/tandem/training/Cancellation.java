package dev.tandem.training;

/** A request to stop, made by any thread and honoured between two steps. */
public final class Cancellation {
  private volatile boolean requested;

  /** Asks the run to stop after the step it is in. */
  public void request() {
    requested = true;
  }

  /** Returns whether the run was asked to stop. */
  public boolean isRequested() {
    return requested;
  }
}
