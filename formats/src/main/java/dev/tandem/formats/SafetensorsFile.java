package dev.tandem.formats;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The content of a safetensors file (github.com/huggingface/safetensors): the length of the header
 * in 8 bytes, a JSON header with names, types, shapes and ranges, then the data without a gap.
 *
 * <p>Reading trusts nothing: every number is checked before it is used, and no more is allocated
 * than the file is long.
 */
public final class SafetensorsFile {
  private static final int MAX_HEADER = TandemJson.MAX_LENGTH;
  private static final String METADATA = "__metadata__";

  private final Map<String, SafetensorsTensor> tensors;
  private final Map<String, String> metadata;

  /**
   * Creates a content of these tensors by name, and of free texts by key; both keep their order.
   *
   * @throws FormatException if a tensor has the one name that the format keeps for itself
   */
  public SafetensorsFile(Map<String, SafetensorsTensor> tensors, Map<String, String> metadata) {
    if (tensors.containsKey(METADATA)) {
      throw new FormatException("no tensor may be named " + METADATA);
    }
    this.tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    this.metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
  }

  /**
   * Reads a file.
   *
   * @param in from the file's first byte
   * @param size of the file in bytes
   * @return the tensors in the order of their data
   * @throws FormatException if the file breaks a rule of the format
   * @throws IOException if {@code in} does
   */
  public static SafetensorsFile read(InputStream in, long size) throws IOException {
    long length = headerLength(in, size);
    String json = decode(exactly(in, length));
    SafetensorsHeader header =
        FormatException.within("header", () -> TandemJson.readValue(json, SafetensorsHeader.class));
    Map<String, SafetensorsTensor> tensors = new LinkedHashMap<>();
    for (var named : header.inDataOrder(size - Long.BYTES - length)) {
      SafetensorsHeader.Entry entry = named.getValue();
      tensors.put(
          named.getKey(),
          new SafetensorsTensor(entry.dtype(), entry.shape(), exactly(in, entry.size())));
    }
    return new SafetensorsFile(tensors, header.metadata);
  }

  private static long headerLength(InputStream in, long size) throws IOException {
    if (size < Long.BYTES) {
      throw new FormatException(
          String.format(Locale.ROOT, "truncated: %d bytes, a header needs more", size));
    }
    long length = ByteBuffer.wrap(exactly(in, Long.BYTES)).order(ByteOrder.LITTLE_ENDIAN).getLong();
    long rest = size - Long.BYTES;
    if (length < 0 || length > MAX_HEADER) {
      throw new FormatException(
          String.format(
              Locale.ROOT,
              "header of %s bytes: at most %,d allowed; this is no safetensors file",
              Long.toUnsignedString(length),
              MAX_HEADER));
    }
    if (length > rest) {
      throw new FormatException(
          String.format(
              Locale.ROOT, "truncated: header of %,d bytes promised, file has %,d", length, rest));
    }
    return length;
  }

  private static byte[] exactly(InputStream in, long size) throws IOException {
    if (size > Integer.MAX_VALUE - 8) {
      throw new FormatException(
          String.format(Locale.ROOT, "a tensor of %,d bytes: at most 2 GiB supported", size));
    }
    byte[] bytes = in.readNBytes((int) size);
    if (bytes.length < size) {
      throw new FormatException("truncated while it was read");
    }
    return bytes;
  }

  private static String decode(byte[] header) {
    try { // a decoder, unlike new String, refuses what is no UTF-8
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(header)).toString();
    } catch (CharacterCodingException e) {
      throw new FormatException("header is no UTF-8 text", e);
    }
  }

  /** Returns the tensors by name, in order. */
  public Map<String, SafetensorsTensor> tensors() {
    return tensors;
  }

  /** Returns the free texts by key, in order. */
  public Map<String, String> metadata() {
    return metadata;
  }

  /** Returns this content with one text added, or replaced in its place. */
  public SafetensorsFile withMetadata(String key, String value) {
    Map<String, String> changed = new LinkedHashMap<>(metadata);
    changed.put(key, value);
    return new SafetensorsFile(tensors, changed);
  }

  /**
   * Writes the file: wide elements first, so that each tensor is aligned; in the given order
   * otherwise. The same content gives the same bytes.
   *
   * @throws FormatException if the header is longer than the 16 MiB that are read again
   * @throws IOException if {@code out} fails, or a text has no UTF-8 form
   */
  public void write(OutputStream out) throws IOException {
    List<Map.Entry<String, SafetensorsTensor>> ordered =
        tensors.entrySet().stream()
            .sorted(Comparator.comparingInt(named -> -named.getValue().type().bytes()))
            .toList();
    SafetensorsHeader header = new SafetensorsHeader();
    header.metadata = metadata;
    long offset = 0;
    for (var named : ordered) {
      SafetensorsTensor tensor = named.getValue();
      long end = offset + tensor.bytes().length;
      header.tensors.put(
          named.getKey(),
          new SafetensorsHeader.Entry(tensor.type(), tensor.shape(), List.of(offset, end)));
      offset = end;
    }
    out.write(encode(TandemJson.writeValue(header)));
    for (var named : ordered) {
      out.write(named.getValue().bytes());
    }
  }

  /** Returns length and header, padded with spaces so that the data begin at a multiple of 8. */
  private static byte[] encode(String json) throws IOException {
    ByteBuffer text = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(json));
    int length = (text.remaining() + 7) / 8 * 8;
    if (length > MAX_HEADER) {
      throw new FormatException(
          String.format(
              Locale.ROOT, "header of %,d bytes: at most %,d allowed", length, MAX_HEADER));
    }
    ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES + length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(length).put(text);
    while (bytes.hasRemaining()) {
      bytes.put((byte) ' ');
    }
    return bytes.array();
  }
}
