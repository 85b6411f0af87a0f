package dev.tandem.mnist;

import dev.tandem.tensor.Shape;

/**
 * An array of unsigned bytes as an IDX file holds it.
 *
 * <p>Not a record: records compare arrays by identity.
 */
final class IdxArray {
  private final Shape shape;
  private final byte[] content;

  /**
   * @param content the whole file, its header included, so that it can be hashed as it is
   */
  IdxArray(Shape shape, byte[] content) {
    this.shape = shape;
    this.content = content;
  }

  Shape shape() {
    return shape;
  }

  /** Returns the uncompressed file. */
  byte[] content() {
    return content;
  }

  /** Returns where in {@link #content} the values start. */
  int offset() {
    return content.length - shape.size();
  }

  /** Returns the value at a place in row-major order, in [0, 255]. */
  int at(int index) {
    return content[offset() + index] & 0xff;
  }
}
