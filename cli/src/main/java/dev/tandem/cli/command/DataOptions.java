package dev.tandem.cli.command;

import dev.tandem.mnist.MnistData;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which images. */
final class DataOptions {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Folder with the four IDX files of a data set of MNIST's form, plain or .gz."
              + " Default: MNIST, which is built in.")
  @Nullable Path directory;

  MnistData load() {
    return directory == null ? MnistData.embedded() : MnistData.fromDirectory(directory);
  }
}
