package dev.tandem.cli.console;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The process's stdout, which remembers why it failed: {@link java.io.PrintStream} only says that.
 */
public final class Stdout extends FilterOutputStream {
  private @Nullable String failure;

  public Stdout() {
    super(new FileOutputStream(FileDescriptor.out));
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    try {
      out.write(bytes, offset, length);
    } catch (IOException e) {
      failure = e.getMessage();
      throw e;
    }
  }

  /** Returns why not all was written; nothing if a reader such as {@code head} had enough. */
  public Optional<String> failure() {
    return Optional.ofNullable(failure).filter(reason -> !reason.equals("Broken pipe"));
  }
}
