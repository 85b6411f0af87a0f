package dev.tandem.mnist;

import dev.tandem.data.DataException;
import dev.tandem.data.Dataset;
import dev.tandem.data.Normalization;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * A training and a test set of gray images, MNIST or another of its form.
 *
 * <p>Images have the shape {@code [1, height, width]} and values in [0, 1]: {@code byte / 255}.
 * Both sets have the same number of classes: one more than the highest label in either. A set's
 * identity is the SHA-256 over the uncompressed image file followed by the uncompressed label file.
 *
 * @param name {@code mnist} or the directory's name
 * @param train what to train (and validate) on
 * @param test what to report on
 */
public record MnistData(String name, Dataset train, Dataset test) {

  /** Mean and standard deviation of MNIST's training pixels. */
  public static final Normalization NORMALIZATION = new Normalization(0.1307, 0.3081);

  private static final String TRAIN_SHA256 =
      "c5097fdd51cfdbe7695fd9df3612695696864b5c424f58d843ffdc5d335e9914";
  private static final String TEST_SHA256 =
      "18489308deedfe2f7bd3a11e599a597126f161d991b1ffcffb71642aa76f7f62";

  /**
   * Returns MNIST: 60,000 images to train on and 10,000 to test, 28x28, 10 classes. They come with
   * this library.
   *
   * <p>MNIST is by Yann LeCun, Corinna Cortes and Christopher Burges, CC BY-SA 3.0.
   *
   * @throws DataException if the files in the jar are not the ones they should be
   */
  public static MnistData embedded() {
    return load(
        "mnist",
        () -> verified(TRAIN_SHA256, resource("train")),
        () -> verified(TEST_SHA256, resource("t10k")));
  }

  /**
   * Reads the four IDX files of a directory, plain or compressed with gzip. They are named {@code
   * train-images-idx3-ubyte}, {@code train-labels-idx1-ubyte}, {@code t10k-images-idx3-ubyte} and
   * {@code t10k-labels-idx1-ubyte}; a dot before {@code idx}, an ending {@code .gz} and the names
   * of EMNIST's digits ({@code emnist-digits-train-…}, {@code emnist-digits-test-…}) are understood
   * too.
   *
   * @throws DataException if a file is missing, cannot be read or does not fit the others
   */
  public static MnistData fromDirectory(Path directory) {
    Path name = directory.toAbsolutePath().normalize().getFileName();
    IdxDirectory files = new IdxDirectory(directory);
    return load(name == null ? directory.toString() : name.toString(), files::train, files::test);
  }

  /** Reads both sets at once: reading is most of a program's start. */
  private static MnistData load(
      String name, Supplier<ImageDataset> train, Supplier<ImageDataset> test) {
    CompletableFuture<ImageDataset> reading = CompletableFuture.supplyAsync(test);
    return of(name, train.get(), join(reading));
  }

  private static MnistData of(String name, ImageDataset train, ImageDataset test) {
    if (!train.shape().equals(test.shape())) {
      throw new DataException(
          name
              + ": training and test images must have one shape, got "
              + train.shape()
              + " and "
              + test.shape()
              + "; take all files from the same set.");
    }
    int classes = Math.max(train.classes(), test.classes());
    return new MnistData(name, train.withClasses(classes), test.withClasses(classes));
  }

  private static ImageDataset join(CompletableFuture<ImageDataset> reading) {
    try {
      return reading.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof DataException known ? known : e;
    }
  }

  private static ImageDataset resource(String prefix) {
    return ImageDataset.of(
        "resource " + prefix,
        IdxReader.readResource(prefix + "-images-idx3-ubyte.gz", 3),
        IdxReader.readResource(prefix + "-labels-idx1-ubyte.gz", 1));
  }

  /** Returns the data if it is what was expected. */
  static ImageDataset verified(String sha256, ImageDataset data) {
    if (!data.sha256().equals(sha256)) {
      throw new DataException(
          "embedded MNIST: SHA-256 must be "
              + sha256
              + ", got "
              + data.sha256()
              + "; the jar is damaged, fetch tandem-models-mnist again.");
    }
    return data;
  }
}
