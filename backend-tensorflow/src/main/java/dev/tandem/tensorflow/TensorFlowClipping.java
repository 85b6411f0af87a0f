package dev.tandem.tensorflow;

import dev.tandem.optim.ClippingVisitor;
import dev.tandem.optim.GradientClipping.ByGlobalNorm;
import dev.tandem.optim.GradientClipping.ByValue;
import dev.tandem.optim.GradientClipping.None;
import java.util.List;
import org.tensorflow.Output;

/** Adds what happens to the gradients before the optimizer sees them. */
record TensorFlowClipping(GraphBuilder graph, List<Output<?>> gradients)
    implements ClippingVisitor<List<Output<?>>> {
  TensorFlowClipping {
    gradients = List.copyOf(gradients);
  }

  @Override
  public List<Output<?>> visit(None clipping) {
    return gradients;
  }

  @Override
  public List<Output<?>> visit(ByValue clipping) {
    Output<?> limit = graph.constant(clipping.limit());
    Output<?> lowest = graph.constant(-clipping.limit());
    return each(g -> graph.add("Maximum", graph.add("Minimum", g, limit), lowest));
  }

  @Override
  public List<Output<?>> visit(ByGlobalNorm clipping) {
    List<Output<?>> squares = each(g -> graph.add("L2Loss", g)); // half the sum of squares
    Output<?> norm = graph.add("Sqrt", graph.add("Mul", graph.addAll(squares), graph.constant(2)));
    Output<?> divisor = graph.add("AddV2", norm, graph.constant(ByGlobalNorm.EPSILON));
    Output<?> factor =
        graph.add(
            "Minimum",
            graph.add("RealDiv", graph.constant(clipping.maximum()), divisor),
            graph.constant(1));
    return each(g -> graph.add("Mul", g, factor));
  }

  private interface Change {
    Output<?> of(Output<?> gradient);
  }

  private List<Output<?>> each(Change change) {
    return gradients.stream().<Output<?>>map(change::of).toList();
  }
}
