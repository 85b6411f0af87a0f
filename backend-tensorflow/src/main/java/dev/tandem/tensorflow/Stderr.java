package dev.tandem.tensorflow;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;

/** The process's standard error, which native code writes to past {@link System#err}. */
final class Stderr {
  private static final int DESCRIPTOR = 2;
  private static final int OWNER_ONLY = 0600;

  private Stderr() {}

  private interface Posix extends Library {
    int creat(String path, int mode);

    int dup(int descriptor);

    int dup2(int from, int to);

    int close(int descriptor);
  }

  /** Runs something; what it says comes out afterwards, but for the lines that are noise. */
  static void without(Predicate<String> noise, Runnable work) {
    if (Platform.isWindows()) {
      work.run();
      return;
    }
    try {
      Path said = Files.createTempFile("tandem", ".log");
      try {
        redirect(said, work);
        Files.readString(said).lines().filter(noise.negate()).forEach(System.err::println);
      } finally {
        Files.delete(said);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep TensorFlow's log for a moment: " + e, e);
    }
  }

  private static void redirect(Path file, Runnable work) throws IOException {
    Posix posix = Native.load("c", Posix.class);
    int other = posix.creat(file.toString(), OWNER_ONLY);
    int kept = posix.dup(DESCRIPTOR);
    if (other < 0 || kept < 0) {
      throw new IOException("no descriptor left");
    }
    posix.dup2(other, DESCRIPTOR);
    try {
      work.run();
    } finally {
      posix.dup2(kept, DESCRIPTOR);
      posix.close(kept);
      posix.close(other);
    }
  }
}
