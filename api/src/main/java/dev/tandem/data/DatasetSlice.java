package dev.tandem.data;

import dev.tandem.tensor.Shape;
import java.util.Objects;

/** A run of consecutive examples of another data set. */
record DatasetSlice(Dataset whole, int from, int to) implements Dataset {

  DatasetSlice {
    if (from < 0 || from >= to || to > whole.size()) {
      throw new IllegalArgumentException(
          "examples " + from + " to " + to + " of " + whole.size() + ": no such part");
    }
  }

  @Override
  public int size() {
    return to - from;
  }

  @Override
  public Shape shape() {
    return whole.shape();
  }

  @Override
  public int classes() {
    return whole.classes();
  }

  @Override
  public int label(int index) {
    return whole.label(from + Objects.checkIndex(index, size()));
  }

  @Override
  public void read(int index, float[] target, int offset) {
    whole.read(from + Objects.checkIndex(index, size()), target, offset);
  }

  @Override
  public String sha256() {
    return whole.sha256();
  }
}
