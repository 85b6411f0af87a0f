package dev.tandem.formats;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The JSON header of a safetensors file as it stands there, and the rules its ranges obey. */
final class SafetensorsHeader {
  /** Longest shape: PyTorch's own limit. */
  private static final int MAX_RANK = 64;

  @JsonProperty("__metadata__")
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  Map<String, String> metadata = new LinkedHashMap<>();

  @JsonAnyGetter final Map<String, Entry> tensors = new LinkedHashMap<>();

  @JsonAnySetter
  void add(String name, @Nullable Entry entry) {
    if (entry == null) { // the mapper refuses null everywhere but here
      throw new IllegalArgumentException("tensor " + name + " must not be null");
    }
    tensors.put(name, entry);
  }

  /** One tensor: its bytes are those from the first offset to before the second. */
  record Entry(
      SafetensorsType dtype,
      List<Long> shape,
      @JsonProperty("data_offsets") List<Long> dataOffsets) {

    long begin() {
      return dataOffsets.get(0);
    }

    long end() {
      return dataOffsets.get(1);
    }

    long size() {
      return end() - begin();
    }

    private Entry checked() {
      if (dataOffsets.size() != 2 || begin() < 0 || end() < begin()) {
        throw new FormatException("data_offsets " + dataOffsets + " are no range");
      }
      if (shape.size() > MAX_RANK) {
        throw new FormatException(
            "shape of " + shape.size() + " dimensions: at most " + MAX_RANK + " allowed");
      }
      if (size() != sizeOfShape()) {
        throw new FormatException(
            String.format(
                Locale.ROOT,
                "%s%s needs %,d bytes, data_offsets give %,d",
                dtype,
                shape,
                sizeOfShape(),
                size()));
      }
      return this;
    }

    private long sizeOfShape() {
      try {
        long size = dtype.bytes();
        for (long dimension : shape) {
          if (dimension < 0) {
            throw new FormatException("shape " + shape + " has a negative dimension");
          }
          size = Math.multiplyExact(size, dimension);
        }
        return size;
      } catch (ArithmeticException e) {
        throw new FormatException("shape " + shape + " is too large for any file", e);
      }
    }
  }

  /**
   * Returns the tensors in the order of their data, after checking that they cover it exactly.
   *
   * @param available bytes of data in the file
   * @throws FormatException if a range does not fit its shape, or ranges overlap, leave a gap, end
   *     beyond the data or before it
   */
  List<Map.Entry<String, Entry>> inDataOrder(long available) {
    tensors.forEach((name, entry) -> FormatException.within("tensor " + name, entry::checked));
    List<Map.Entry<String, Entry>> sorted =
        tensors.entrySet().stream()
            .sorted(
                Comparator.comparingLong((Map.Entry<String, Entry> e) -> e.getValue().begin())
                    .thenComparingLong(e -> e.getValue().end()))
            .toList();
    long covered = 0;
    for (Map.Entry<String, Entry> named : sorted) {
      long begin = named.getValue().begin();
      if (begin != covered) {
        throw new FormatException(
            String.format(
                Locale.ROOT,
                "tensor %s begins at byte %,d, the one before it ends at %,d: %s",
                named.getKey(),
                begin,
                covered,
                begin < covered ? "they overlap" : "a gap"));
      }
      covered = named.getValue().end();
    }
    if (covered != available) {
      throw new FormatException(
          String.format(
              Locale.ROOT,
              "%s: header promises %,d bytes of data, file has %,d",
              covered > available ? "truncated" : "too long",
              covered,
              available));
    }
    return sorted;
  }
}
