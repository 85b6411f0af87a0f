package dev.tandem.cli.console;

import dev.tandem.training.Cancellation;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Turns Ctrl-C (SIGINT, SIGTERM) into a {@link Cancellation} and gives the command time to save.
 *
 * <p>The JVM runs shutdown hooks when a signal comes and dies after the last one, so the hook waits
 * for the main thread; only for a command that has asked for the cancellation, since no other one
 * looks at it.
 */
public final class Interruption {
  private static final long PATIENCE_SECONDS = 30;

  private final Cancellation cancellation = new Cancellation();
  private final CompletableFuture<Integer> exitCode = new CompletableFuture<>();
  private volatile boolean heeded;

  /** Returns what is requested on Ctrl-C; who takes it promises to look at it soon and often. */
  public Cancellation cancellation() {
    heeded = true;
    return cancellation;
  }

  /** Runs the hook when the JVM is told to end. */
  public void install() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::interrupted, "tandem-interruption"));
  }

  /** Says that the main thread has nothing more to do. */
  public void finished(int code) {
    exitCode.complete(code);
  }

  /** An ordinary exit comes by here too, with its code already known. */
  private void interrupted() {
    if (!exitCode.isDone()) {
      cancellation.request();
      Runtime.getRuntime().halt(heeded ? awaitExitCode() : ExitCode.INTERRUPTED);
    }
  }

  private int awaitExitCode() {
    try {
      return exitCode.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      return ExitCode.INTERRUPTED;
    }
  }
}
