package dev.tandem.reference;

import dev.tandem.optim.ClippingVisitor;
import dev.tandem.optim.GradientClipping;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.DoubleUnaryOperator;

/** Turns each clipping into what changes the gradients of all trained parameters in place. */
class ClippingCompiler implements ClippingVisitor<Consumer<List<Parameter>>> {

  @Override
  public Consumer<List<Parameter>> visit(GradientClipping.None clipping) {
    return trained -> {};
  }

  @Override
  public Consumer<List<Parameter>> visit(GradientClipping.ByValue clipping) {
    double limit = clipping.limit();
    return trained -> replace(trained, g -> Math.min(Math.max(g, -limit), limit));
  }

  @Override
  public Consumer<List<Parameter>> visit(GradientClipping.ByGlobalNorm clipping) {
    return trained -> {
      double norm = norm(trained);
      double most = clipping.maximum() / (norm + GradientClipping.ByGlobalNorm.EPSILON);
      double factor = Math.min(1, most);
      replace(trained, g -> g * factor);
    };
  }

  private static double norm(List<Parameter> trained) {
    double squares = 0;
    for (Parameter p : trained) {
      for (double g : p.gradient) {
        squares += g * g;
      }
    }
    return Math.sqrt(squares);
  }

  private static void replace(List<Parameter> trained, DoubleUnaryOperator change) {
    for (Parameter p : trained) {
      for (int i = 0; i < p.gradient.length; i++) {
        p.gradient[i] = change.applyAsDouble(p.gradient[i]);
      }
    }
  }
}
