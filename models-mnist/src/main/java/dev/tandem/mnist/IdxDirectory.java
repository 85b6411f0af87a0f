package dev.tandem.mnist;

import dev.tandem.data.DataException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Finds a set's IDX files among the names that are in use.
 *
 * @param directory where they are
 */
record IdxDirectory(Path directory) {

  /** Reads the training set. */
  ImageDataset train() {
    return read("train", "emnist-digits-train");
  }

  /** Reads the test set. */
  ImageDataset test() {
    return read("t10k", "emnist-digits-test");
  }

  private ImageDataset read(String... prefixes) {
    Path images = find("images", 3, prefixes);
    Path labels = find("labels", 1, prefixes);
    return ImageDataset.of(
        images + " and " + labels.getFileName(),
        IdxReader.read(images, 3),
        IdxReader.read(labels, 1));
  }

  private Path find(String kind, int rank, String... prefixes) {
    List<String> names =
        Stream.of(prefixes)
            .flatMap(prefix -> Stream.of("-idx", ".idx").map(idx -> prefix + "-" + kind + idx))
            .flatMap(stem -> Stream.of("", ".gz").map(gz -> stem + rank + "-ubyte" + gz))
            .toList();
    return names.stream()
        .map(directory::resolve)
        .filter(Files::isRegularFile)
        .findFirst()
        .orElseThrow(() -> missing(names));
  }

  private DataException missing(List<String> names) {
    return new DataException(
        directory
            + (Files.isDirectory(directory)
                ? ": has none of "
                : ": no such directory; wanted one of ")
            + String.join(", ", names)
            + ".");
  }
}
