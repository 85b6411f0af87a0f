package dev.tandem.cli;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes small data sets of MNIST's form. The first pixel gives the class away. */
final class TestData {
  /** Brightness of the first pixel for each class. */
  static final int STEP = 20;

  private static final int SIDE = 28;

  private TestData() {}

  /** Writes 40 images to train on and 20 to test, 10 classes; one test image is deceptive. */
  static Path write(Path folder) {
    return write(folder, 10, 0);
  }

  static Path write(Path folder, int classes, int brightness) {
    try {
      Files.createDirectories(folder);
      images(folder.resolve("train-images-idx3-ubyte"), 40, classes, brightness);
      labels(folder.resolve("train-labels-idx1-ubyte"), 40, classes);
      images(folder.resolve("t10k-images-idx3-ubyte"), 20, classes, brightness);
      labels(folder.resolve("t10k-labels-idx1-ubyte"), 20, classes);
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void images(Path file, int count, int classes, int brightness) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(0x803);
    out.writeInt(count);
    out.writeInt(SIDE);
    out.writeInt(SIDE);
    for (int i = 0; i < count; i++) {
      int shown = i == count - 1 ? 0 : i % classes;
      for (int pixel = 0; pixel < SIDE * SIDE; pixel++) {
        out.writeByte(pixel == 0 ? shown * STEP : (brightness + i + pixel) % 256);
      }
    }
    Files.write(file, bytes.toByteArray());
  }

  private static void labels(Path file, int count, int classes) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(0x801);
    out.writeInt(count);
    for (int i = 0; i < count; i++) {
      out.writeByte(i % classes);
    }
    Files.write(file, bytes.toByteArray());
  }
}
