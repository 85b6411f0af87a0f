package dev.tandem.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
  @TempDir Path folder;

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void writesAndReplaces() throws IOException {
    Path file = folder.resolve("a.txt");
    AtomicFile.write(file, out -> out.write(bytes("one")));
    assertThat(file).hasContent("one").hasFileName("a.txt");
    AtomicFile.write(file, out -> out.write(bytes("two")));
    assertThat(file).hasContent("two");
    assertThat(folder).isDirectoryContaining(file::equals);
    assertNothingElse(file);
  }

  private void assertNothingElse(Path... files) throws IOException {
    try (var all = Files.list(folder)) {
      assertThat(all).containsExactlyInAnyOrder(files);
    }
  }

  @Test
  void theContentMayCloseTheStream() throws IOException {
    Path file = folder.resolve("a.json");
    AtomicFile.write(file, out -> TandemJson.mapper().writeValue(out, Samples.model()));
    assertThat(TandemJson.readModel(Files.readString(file))).isEqualTo(Samples.model());
  }

  @Test
  void untilItIsWholeTheOldFileStays() throws IOException {
    Path file = folder.resolve("a.txt");
    Files.writeString(file, "old");
    AtomicFile.write(
        file,
        out -> {
          out.write(new byte[200_000]);
          assertThat(file).hasContent("old");
        });
    assertThat(file).hasSize(200_000);
  }

  @Test
  void afterAFailureAllIsAsBefore() throws IOException {
    Path file = folder.resolve("a.txt");
    Files.writeString(file, "old");
    for (Throwable failure :
        new Throwable[] {
          new IOException("disk full"), new IllegalStateException(), new OutOfMemoryError()
        }) {
      assertThatThrownBy(
              () ->
                  AtomicFile.write(
                      file,
                      out -> {
                        out.write(new byte[200_000]);
                        AtomicFileTest.<RuntimeException>rethrow(failure);
                      }))
          .isSameAs(failure);
      assertThat(file).hasContent("old");
      assertNothingElse(file);
    }
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <T extends Throwable> void rethrow(Throwable failure) throws T {
    throw (T) failure;
  }

  @Test
  void aTargetThatCannotBeIsRefused() throws IOException {
    Path nowhere = folder.resolve("missing").resolve("a.txt");
    assertThatThrownBy(() -> AtomicFile.write(nowhere, out -> out.write(1)))
        .isInstanceOf(NoSuchFileException.class);
    Path full = Files.createDirectories(folder.resolve("full").resolve("inner")).getParent();
    assertThatThrownBy(() -> AtomicFile.write(full, out -> out.write(1)))
        .isInstanceOf(IOException.class);
    assertNothingElse(full);
    Path root = FileSystems.getDefault().getRootDirectories().iterator().next();
    assertThatThrownBy(() -> AtomicFile.write(root, out -> out.write(1)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is no file");
  }
}
