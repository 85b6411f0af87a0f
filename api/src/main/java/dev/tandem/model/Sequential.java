package dev.tandem.model;

import dev.tandem.tensor.Shape;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Layers one after another, each under a name: the output of one is the input of the next.
 *
 * <p>Shapes: the first layer's input to the last layer's output. No parameters of its own.
 *
 * @param layers the layers in order, names unique
 */
public record Sequential(List<NamedLayer> layers) implements LayerSpec {

  /**
   * @throws IllegalArgumentException if a name occurs twice
   */
  public Sequential {
    layers = List.copyOf(layers);
    Set<String> names = new HashSet<>();
    for (NamedLayer named : layers) {
      if (!names.add(named.name())) {
        throw new IllegalArgumentException("Sequential: two layers are named " + named.name());
      }
    }
  }

  /** Returns a block whose layers are named 0, 1, 2, … as PyTorch's {@code nn.Sequential} does. */
  public static Sequential of(LayerSpec... layers) {
    List<NamedLayer> named = new ArrayList<>();
    for (LayerSpec layer : layers) {
      named.add(new NamedLayer(Integer.toString(named.size()), layer));
    }
    return new Sequential(named);
  }

  @Override
  public Shape outputShape(Shape input) {
    Shape shape = input;
    for (NamedLayer named : layers) {
      shape = named.layer().outputShape(shape);
    }
    return shape;
  }

  @Override
  public <R> R accept(LayerVisitor<R> visitor, LayerNode node) {
    return visitor.visit(this, node);
  }

  /** Returns the number of layers rather than all of them: messages stay readable. */
  @Override
  public String toString() {
    return "Sequential[" + layers.size() + " layers]";
  }
}
