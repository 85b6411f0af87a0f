package dev.tandem.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import dev.tandem.tensor.HostTensor;
import dev.tandem.tensor.Shape;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Direct buffers that carry a call's arrays to the engine, used again by the next call. On a CPU
 * the engine computes from the buffer itself, so nothing is copied twice and nothing is left to the
 * garbage collector; the arrays made here die with the call.
 */
final class StagingBuffers {
  private final List<ByteBuffer> buffers = new ArrayList<>();
  private int used;

  /** Gives all buffers free; the arrays made from them must be closed. */
  void reset() {
    used = 0;
  }

  NDArray floats(NDManager manager, HostTensor tensor) {
    ByteBuffer buffer = next(manager, tensor.values().length * Float.BYTES);
    buffer.asFloatBuffer().put(tensor.values());
    return manager.create(buffer, shape(tensor.shape()), DataType.FLOAT32);
  }

  NDArray ints(NDManager manager, int... values) {
    ByteBuffer buffer = next(manager, values.length * Integer.BYTES);
    buffer.asIntBuffer().put(values);
    return manager.create(buffer, new ai.djl.ndarray.types.Shape(values.length), DataType.INT32);
  }

  NDArray bytes(NDManager manager, Shape shape, byte[] values) {
    ByteBuffer buffer = next(manager, values.length);
    buffer.duplicate().put(values);
    return manager.create(buffer, shape(shape), DataType.UINT8);
  }

  private ByteBuffer next(NDManager manager, int bytes) {
    int slot = used++;
    if (slot == buffers.size()) {
      buffers.add(manager.allocateDirect(bytes));
    } else if (buffers.get(slot).capacity() < bytes) {
      buffers.set(slot, manager.allocateDirect(bytes));
    }
    ByteBuffer buffer = buffers.get(slot);
    return buffer.clear().limit(bytes).slice().order(buffer.order());
  }

  static ai.djl.ndarray.types.Shape shape(Shape shape) {
    long[] dimensions = new long[shape.rank()];
    for (int axis = 0; axis < dimensions.length; axis++) {
      dimensions[axis] = shape.dimension(axis);
    }
    return new ai.djl.ndarray.types.Shape(dimensions);
  }
}
