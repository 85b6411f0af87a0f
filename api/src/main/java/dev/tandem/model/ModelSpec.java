package dev.tandem.model;

import dev.tandem.random.RandomStreams;
import dev.tandem.random.RandomStreams.Purpose;
import dev.tandem.tensor.HostTensor;
import dev.tandem.tensor.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A whole network: its input and its layers. Every shape is inferred and checked when it is built.
 *
 * <p>Immutable; two specs are equal if their name, input and layers are.
 */
public final class ModelSpec {
  private final String name;
  private final Shape input;
  private final Sequential body;
  private final LayerNode root;

  private ModelSpec(String name, Shape input, Sequential body) {
    this.name = name;
    this.input = input;
    this.body = body;
    this.root = resolve("", body, input);
  }

  /**
   * Returns the network of these layers.
   *
   * @param name for messages and records
   * @param input shape of one example, without the batch
   * @throws InvalidModelException if a layer cannot take what the one before it gives
   */
  public static ModelSpec of(String name, Shape input, NamedLayer... layers) {
    return of(name, input, new Sequential(List.of(layers)));
  }

  /** Returns the network with this body; see {@link #of(String, Shape, NamedLayer...)}. */
  public static ModelSpec of(String name, Shape input, Sequential body) {
    return new ModelSpec(name, input, body);
  }

  private static LayerNode resolve(String path, LayerSpec spec, Shape input) {
    List<LayerNode> children = new ArrayList<>();
    if (spec instanceof Sequential block) {
      Shape shape = input;
      for (NamedLayer named : block.layers()) {
        LayerNode child = resolve(child(path, named.name()), named.layer(), shape);
        children.add(child);
        shape = child.output();
      }
    } else if (spec instanceof Residual residual) {
      children.add(resolve(child(path, "body"), residual.body(), input));
      children.add(resolve(child(path, "projection"), residual.projection(), input));
    }
    return resolve(path, spec, input, children);
  }

  private static String child(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  private static LayerNode resolve(
      String path, LayerSpec spec, Shape input, List<LayerNode> children) {
    try {
      Shape output = spec.outputShape(input);
      List<ParameterSpec> parameters =
          spec.parameters(input).stream().map(p -> p.withName(path + "." + p.name())).toList();
      return new LayerNode(path, spec, input, output, parameters, children);
    } catch (IllegalArgumentException e) {
      throw new InvalidModelException("layer " + path + " " + e.getMessage(), e);
    }
  }

  /** Returns the name. */
  public String name() {
    return name;
  }

  /** Returns the shape of one example, without the batch. */
  public Shape input() {
    return input;
  }

  /** Returns the shape of one example's output, without the batch. */
  public Shape output() {
    return root.output();
  }

  /** Returns the layers as they were given. */
  public Sequential body() {
    return body;
  }

  /** Returns the layers with paths, shapes and full parameter names. */
  public LayerNode root() {
    return root;
  }

  /** Returns all parameters and statistics in the order of the layers. */
  public List<ParameterSpec> parameters() {
    return root.leaves().flatMap(leaf -> leaf.parameters().stream()).toList();
  }

  /** Returns the number of trained values: what papers call the parameter count. */
  public long parameterCount() {
    return parameters().stream()
        .filter(ParameterSpec::trainable)
        .mapToLong(p -> p.shape().size())
        .sum();
  }

  /** Returns the dropout layers that drop anything, in order: one mask a step for each. */
  public List<LayerNode> dropouts() {
    return root.leaves()
        .filter(leaf -> leaf.spec() instanceof Dropout dropout && dropout.rate() > 0)
        .toList();
  }

  /**
   * Checks that a batch of inputs can be fed to this network.
   *
   * @throws IllegalArgumentException if the shape is not {@code [n, …]} of the input
   */
  public void requireInputs(HostTensor inputs) {
    if (inputs.shape().rank() < 1 || !inputs.shape().withoutBatch().equals(input)) {
      throw new IllegalArgumentException(
          "model " + name + " takes [n] of " + input + ", got " + inputs.shape());
    }
  }

  /** Returns the state before the first step; the same for a seed on every backend. */
  public ModelState initialState(RandomStreams streams) {
    Map<String, HostTensor> tensors = new LinkedHashMap<>();
    long index = 0;
    for (ParameterSpec parameter : parameters()) {
      tensors.put(
          parameter.name(),
          parameter
              .initializer()
              .create(parameter, streams.stream(Purpose.INITIALIZATION, index++)));
    }
    return new ModelState(tensors, Map.of(), 0);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ModelSpec spec
        && name.equals(spec.name)
        && input.equals(spec.input)
        && body.equals(spec.body);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * name.hashCode() + input.hashCode()) + body.hashCode();
  }

  @Override
  public String toString() {
    return "ModelSpec[" + name + ", input=" + input + ", output=" + output() + "]";
  }
}
