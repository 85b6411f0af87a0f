package dev.tandem.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.tandem.optim.ClippingVisitor;
import dev.tandem.optim.GradientClipping;

/** A compiled clipping of gradients. */
@FunctionalInterface
interface DjlClipping {
  /** Changes the gradients of all trained parameters, in place or by replacing them. */
  void apply(NDList gradients);

  /** Turns each clipping into calls of DJL's array operators, its constants held as arrays. */
  record Compiler(NDManager manager) implements ClippingVisitor<DjlClipping> {
    @Override
    public DjlClipping visit(GradientClipping.None clipping) {
      return gradients -> {};
    }

    @Override
    public DjlClipping visit(GradientClipping.ByValue clipping) {
      NDArray low = manager.create((float) -clipping.limit());
      NDArray high = manager.create((float) clipping.limit());
      return gradients ->
          gradients.replaceAll(
              gradient -> {
                try (gradient;
                    NDArray atLeast = gradient.maximum(low)) {
                  return atLeast.minimum(high);
                }
              });
    }

    @Override
    public DjlClipping visit(GradientClipping.ByGlobalNorm clipping) {
      NDArray zero = manager.create(0f);
      NDArray one = manager.create(1f);
      NDArray epsilon = manager.create((float) GradientClipping.ByGlobalNorm.EPSILON);
      NDArray maximum = manager.create((float) clipping.maximum());
      return gradients -> {
        try (NDArray sum = zero.duplicate()) {
          gradients.forEach(gradient -> addSquares(gradient, sum));
          try (NDArray norm = sum.sqrt();
              NDArray ratio = maximum.div(norm.addi(epsilon));
              NDArray factor = ratio.minimum(one)) {
            gradients.forEach(gradient -> gradient.muli(factor));
          }
        }
      };
    }

    private static void addSquares(NDArray gradient, NDArray sum) {
      try (NDArray squares = gradient.square();
          NDArray part = squares.sum()) {
        sum.addi(part);
      }
    }
  }
}
