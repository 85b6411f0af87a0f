package dev.tandem.model;

import dev.tandem.tensor.Shape;
import java.util.List;
import java.util.stream.Stream;

/**
 * A layer at its place in a model: its path, its shapes and its parameters under their full names.
 *
 * @param path the names from the root joined by dots ({@code conv1.0}); empty for the root
 * @param spec the layer
 * @param input shape of the input without the batch
 * @param output shape of the output without the batch
 * @param parameters the layer's own parameters, named {@code path.role}
 * @param children the layers inside, in order; none for all but {@link Sequential} and {@link
 *     Residual} (body, projection)
 */
public record LayerNode(
    String path,
    LayerSpec spec,
    Shape input,
    Shape output,
    List<ParameterSpec> parameters,
    List<LayerNode> children) {

  public LayerNode {
    parameters = List.copyOf(parameters);
    children = List.copyOf(children);
  }

  /** Calls the visitor with this node's layer. */
  public <R> R accept(LayerVisitor<R> visitor) {
    return spec.accept(visitor, this);
  }

  /** Returns the layers that have no others inside, in the order of computation. */
  public Stream<LayerNode> leaves() {
    return spec instanceof Sequential || spec instanceof Residual
        ? children.stream().flatMap(LayerNode::leaves)
        : Stream.of(this);
  }

  /**
   * Returns the full name of a parameter: {@code parameter("weight")} is {@code conv1.0.weight}.
   */
  public String parameterName(String role) {
    return path + "." + role;
  }
}
