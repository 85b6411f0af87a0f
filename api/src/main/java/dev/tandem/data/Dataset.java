package dev.tandem.data;

import dev.tandem.tensor.Shape;

/** Labelled examples that can be read in any order, by any thread. */
public interface Dataset {

  /** Returns the number of examples, at least 1. */
  int size();

  /** Returns the shape of one example, without the batch. */
  Shape shape();

  /** Returns the number of classes; labels are in [0, classes). */
  int classes();

  /** Returns the label of an example. */
  int label(int index);

  /**
   * Writes an example's values, before normalisation, to {@code target} from {@code offset} on.
   * Image values are in [0, 1].
   */
  void read(int index, float[] target, int offset);

  /**
   * Returns the SHA-256 of the content in lower-case hexadecimal: the data's identity. A slice has
   * that of the whole it is cut from.
   */
  String sha256();

  /**
   * Returns the examples from {@code from} (inclusive) to {@code to} (exclusive).
   *
   * @throws IllegalArgumentException if the range is empty or reaches beyond the data
   */
  default Dataset slice(int from, int to) {
    return from == 0 && to == size() ? this : new DatasetSlice(this, from, to);
  }
}
