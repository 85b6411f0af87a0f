package dev.tandem.formats;

import dev.tandem.tensor.HostTensor;
import dev.tandem.tensor.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/**
 * An array in a safetensors file: its element type, its shape (empty for a scalar; dimensions may
 * be 0) and its elements as they stand in the file, little-endian and row-major. At most 2 GiB.
 */
public final class SafetensorsTensor {
  private final SafetensorsType type;
  private final List<Long> shape;
  private final byte[] bytes;

  /** The caller has checked that the bytes are the shape's, and hands them over. */
  SafetensorsTensor(SafetensorsType type, List<Long> shape, byte[] bytes) {
    this.type = type;
    this.shape = List.copyOf(shape);
    this.bytes = bytes;
  }

  /**
   * Returns an F32 tensor with these very bits.
   *
   * @throws FormatException if it needs more than 2 GiB
   */
  public static SafetensorsTensor of(HostTensor tensor) {
    float[] values = tensor.values();
    if (values.length > Integer.MAX_VALUE / Float.BYTES) {
      throw new FormatException("tensor " + tensor.shape() + " needs more than 2 GiB");
    }
    byte[] bytes = new byte[values.length * Float.BYTES];
    littleEndian(bytes).asFloatBuffer().put(values);
    List<Long> shape = Arrays.stream(tensor.shape().toArray()).asLongStream().boxed().toList();
    return new SafetensorsTensor(SafetensorsType.F32, shape, bytes);
  }

  /** Returns an I64 scalar. */
  public static SafetensorsTensor of(long value) {
    byte[] bytes = new byte[Long.BYTES];
    littleEndian(bytes).putLong(value);
    return new SafetensorsTensor(SafetensorsType.I64, List.of(), bytes);
  }

  public SafetensorsType type() {
    return type;
  }

  public List<Long> shape() {
    return shape;
  }

  /** Returns the live bytes; treat them as read only. */
  byte[] bytes() {
    return bytes;
  }

  /**
   * Returns an F32 tensor's values, bit by bit.
   *
   * @throws FormatException if the type is another or a dimension is 0
   */
  public HostTensor toHostTensor() {
    if (type != SafetensorsType.F32 || bytes.length == 0) {
      throw new FormatException("is " + this + ", must be F32 with at least one element");
    }
    float[] values = new float[bytes.length / Float.BYTES];
    littleEndian(bytes).asFloatBuffer().get(values);
    return HostTensor.of(Shape.of(shape.stream().mapToInt(Math::toIntExact).toArray()), values);
  }

  /**
   * Returns an I64 scalar's value.
   *
   * @throws FormatException if this is none
   */
  public long toLong() {
    if (type != SafetensorsType.I64 || !shape.isEmpty()) {
      throw new FormatException("is " + this + ", must be I64[]");
    }
    return littleEndian(bytes).getLong();
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Two tensors are equal if their types, shapes and bytes are. */
  @Override
  public boolean equals(Object other) {
    return other instanceof SafetensorsTensor tensor
        && type == tensor.type
        && shape.equals(tensor.shape)
        && Arrays.equals(bytes, tensor.bytes);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * type.hashCode() + shape.hashCode()) + Arrays.hashCode(bytes);
  }

  /** Returns type and shape: {@code F32[8, 1, 3, 3]}. */
  @Override
  public String toString() {
    return type.name() + shape;
  }
}
