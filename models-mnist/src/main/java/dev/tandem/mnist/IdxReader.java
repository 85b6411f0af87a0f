package dev.tandem.mnist;

import dev.tandem.data.DataException;
import dev.tandem.tensor.Shape;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/**
 * Reads IDX files of unsigned bytes (LeCun, "The MNIST database"): a magic number {@code 00 00 08
 * rank}, each dimension as a big-endian int, then the values. Compressed files are known by their
 * content, not their name.
 *
 * <p>Never holds more than the header promises and the file can hold: a header that lies costs no
 * memory.
 */
final class IdxReader {
  private static final int BUFFER = 1 << 16;
  private static final int TYPE_UNSIGNED_BYTE = 0x08;
  private static final long MAX_SIZE = 1L << 30;

  /** Deflate's best: no compressed file grows by more. */
  private static final long MAX_GROWTH = 1032;

  private final String source;

  private IdxReader(String source) {
    this.source = source;
  }

  /**
   * Reads a file, plain or compressed with gzip.
   *
   * @param rank dimensions it must have: 3 for images, 1 for labels
   * @throws DataException if it cannot be read or breaks a rule of the format
   */
  static IdxArray read(Path file, int rank) {
    try (InputStream in = Files.newInputStream(file)) {
      return new IdxReader(file.toString()).read(in, Files.size(file), rank);
    } catch (IOException e) {
      throw unreadable(file.toString(), e);
    }
  }

  /** As {@link #read(Path, int)}, from this package's resources. */
  static IdxArray readResource(String name, int rank) {
    try (InputStream in = IdxReader.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new DataException(
            "resource " + name + ": not in the jar; build tandem-models-mnist again.");
      }
      return new IdxReader(name).read(in, MAX_SIZE, rank);
    } catch (IOException e) {
      throw unreadable(name, e);
    }
  }

  private static DataException unreadable(String source, IOException e) {
    return new DataException(
        source + ": cannot be read (" + e + "); it may be cut short or damaged, fetch it again.",
        e);
  }

  private IdxArray read(InputStream raw, long length, int rank) throws IOException {
    InputStream in = new BufferedInputStream(raw, BUFFER);
    in.mark(2);
    boolean compressed = in.read() == 0x1f && in.read() == 0x8b;
    in.reset();
    return compressed
        ? read(new GZIPInputStream(in, BUFFER), length * MAX_GROWTH, "gzip of " + length, rank)
        : read(in, length, Long.toString(length), rank);
  }

  private IdxArray read(InputStream in, long mostBytes, String came, int rank) throws IOException {
    byte[] header = in.readNBytes(4 + 4 * rank);
    Shape shape = shape(header, rank);
    long promised = (long) header.length + shape.size();
    require(
        promised <= mostBytes,
        "its header " + shape + " promises " + promised + " bytes, the file has " + came);
    byte[] content = Arrays.copyOf(header, (int) promised);
    int got = header.length + in.readNBytes(content, header.length, shape.size());
    require(
        got == promised, "its header " + shape + " promises " + promised + " bytes, got " + got);
    require(in.read() < 0, "more bytes follow the " + promised + " that its header promises");
    return new IdxArray(shape, content);
  }

  private Shape shape(byte[] header, int rank) {
    require(
        header.length == 4 + 4 * rank, "too short for a header, got " + header.length + " bytes");
    ByteBuffer buffer = ByteBuffer.wrap(header);
    int magic = buffer.getInt();
    int expected = TYPE_UNSIGNED_BYTE << 8 | rank;
    require(
        magic == expected,
        String.format("magic number must be 0x%08x, got 0x%08x", expected, magic));
    int[] dimensions = new int[rank];
    long size = 1;
    for (int i = 0; i < rank; i++) {
      dimensions[i] = buffer.getInt();
      require(dimensions[i] >= 1, "dimension " + i + " must be at least 1, got " + dimensions[i]);
      size *= dimensions[i];
      require(
          size <= MAX_SIZE, "more than " + MAX_SIZE + " values: " + Arrays.toString(dimensions));
    }
    return Shape.of(dimensions);
  }

  private void require(boolean holds, String rule) {
    if (!holds) {
      throw new DataException(
          source + ": " + rule + "; it is no IDX file of this kind or is damaged, fetch it again.");
    }
  }
}
