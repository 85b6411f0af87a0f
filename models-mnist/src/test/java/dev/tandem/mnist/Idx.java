package dev.tandem.mnist;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/** Writes the IDX files that the tests read. */
final class Idx {
  private Idx() {}

  /** Returns a file with this header and these values, whether they fit together or not. */
  static byte[] file(int magic, int[] dimensions, byte... values) {
    ByteBuffer buffer = ByteBuffer.allocate(4 + 4 * dimensions.length + values.length);
    buffer.putInt(magic);
    for (int dimension : dimensions) {
      buffer.putInt(dimension);
    }
    return buffer.put(values).array();
  }

  static byte[] images(int count, int height, int width) {
    byte[] values = new byte[count * height * width];
    new Random(1).nextBytes(values);
    return file(0x803, new int[] {count, height, width}, values);
  }

  static byte[] labels(int... labels) {
    byte[] values = new byte[labels.length];
    for (int i = 0; i < labels.length; i++) {
      values[i] = (byte) labels[i];
    }
    return file(0x801, new int[] {labels.length}, values);
  }

  static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(content);
    }
    return out.toByteArray();
  }

  /** Writes a small but whole set under MNIST's own names. */
  static void writeSet(Path directory) throws IOException {
    Files.write(directory.resolve("train-images-idx3-ubyte"), images(3, 4, 5));
    Files.write(directory.resolve("train-labels-idx1-ubyte"), labels(0, 2, 1));
    Files.write(directory.resolve("t10k-images-idx3-ubyte"), images(2, 4, 5));
    Files.write(directory.resolve("t10k-labels-idx1-ubyte"), labels(3, 0));
  }
}
