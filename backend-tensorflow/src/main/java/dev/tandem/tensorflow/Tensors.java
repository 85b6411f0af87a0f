package dev.tandem.tensorflow;

import dev.tandem.tensor.Shape;
import org.tensorflow.Tensor;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;

/** Copies arrays to the engine and back. What is made here must be closed. */
final class Tensors {
  private Tensors() {}

  static org.tensorflow.ndarray.Shape shape(Shape shape) {
    long[] dimensions = new long[shape.rank()];
    for (int axis = 0; axis < dimensions.length; axis++) {
      dimensions[axis] = shape.dimension(axis);
    }
    return org.tensorflow.ndarray.Shape.of(dimensions);
  }

  static TFloat32 floats(Shape shape, float... values) {
    TFloat32 tensor = Tensor.of(TFloat32.class, shape(shape));
    tensor.asRawTensor().data().asFloats().write(values);
    return tensor;
  }

  static TUint8 bytes(Shape shape, byte... values) {
    TUint8 tensor = Tensor.of(TUint8.class, shape(shape));
    tensor.asRawTensor().data().write(values);
    return tensor;
  }

  static TInt32 ints(int... values) {
    return TInt32.vectorOf(values);
  }

  static TFloat32 scalar(double value) {
    return TFloat32.scalarOf((float) value);
  }

  static float[] floats(Tensor tensor) {
    float[] values = new float[Math.toIntExact(tensor.shape().size())];
    ((TFloat32) tensor).asRawTensor().data().asFloats().read(values);
    return values;
  }
}
