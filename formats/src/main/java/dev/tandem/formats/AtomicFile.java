package dev.tandem.formats;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Files that are there whole or not at all, even if the process or the machine dies. */
public final class AtomicFile {
  private AtomicFile() {}

  /**
   * What writes the content.
   *
   * @param <T> what it writes to
   */
  @FunctionalInterface
  public interface ThrowingConsumer<T> {
    void accept(T target) throws IOException;
  }

  /**
   * Writes a file under a temporary name beside the target, forces it to the disk and renames it.
   * Until then an older file stays as it is; after any failure the temporary file is removed.
   *
   * @param target in a folder that exists
   * @param content writes the whole content; the stream is buffered and may be closed or left open
   * @throws IOException if writing fails, or whatever {@code content} throws
   */
  public static void write(Path target, ThrowingConsumer<OutputStream> content) throws IOException {
    Path name = target.getFileName();
    Path folder = target.toAbsolutePath().getParent();
    if (name == null || folder == null) {
      throw new IOException(target + " is no file");
    }
    // not createTempFile: that one is for the owner's eyes only, and so would the target be
    Path temporary = target.resolveSibling("." + name + "." + UUID.randomUUID() + ".tmp");
    try {
      writeAndForce(temporary, content);
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (Throwable failure) {
      remove(temporary, failure);
      throw failure;
    }
    forceFolder(folder);
  }

  private static void writeAndForce(Path file, ThrowingConsumer<OutputStream> content)
      throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      OutputStream out =
          new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16) {
            /** Leaves the channel open: many writers (Jackson's too) close what they are given. */
            @Override
            public void close() throws IOException {
              flush();
            }
          };
      content.accept(out);
      out.flush();
      channel.force(true);
    }
  }

  private static void remove(Path temporary, Throwable failure) {
    try {
      Files.deleteIfExists(temporary);
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  /** Makes the rename itself last. */
  private static void forceFolder(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // Windows opens no folders; the file is complete in any case
    }
  }
}
