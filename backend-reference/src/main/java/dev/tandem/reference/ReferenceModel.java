package dev.tandem.reference;

import dev.tandem.model.ModelSpec;
import dev.tandem.model.ModelState;
import dev.tandem.tensor.HostTensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A network: its arrays in double precision and its compiled layers. */
final class ReferenceModel {
  private final ModelSpec spec;
  private final Map<String, Parameter> parameters = new LinkedHashMap<>();
  private final Operator network;

  /**
   * @throws IllegalArgumentException if the state does not belong to the model
   */
  ReferenceModel(ModelSpec spec, ModelState state, Parts parts) {
    state.requireFits(spec);
    this.spec = spec;
    spec.parameters()
        .forEach(p -> parameters.put(p.name(), new Parameter(p, state.tensor(p.name()))));
    this.network = spec.root().accept(parts.layers(parameters));
  }

  ModelSpec spec() {
    return spec;
  }

  /** Returns the parameters that the optimizer moves. */
  List<Parameter> trained() {
    return parameters.values().stream().filter(p -> p.spec.trainable()).toList();
  }

  /** Widens a batch of inputs, {@code [n, …]}. */
  double[] inputs(HostTensor inputs) {
    spec.requireInputs(inputs);
    return Parameter.widen(inputs);
  }

  /** Rounds a batch of outputs, {@code [n, …]}. */
  HostTensor outputs(double[] outputs) {
    int batch = outputs.length / spec.output().size();
    return Parameter.round(spec.output().withBatch(batch), outputs);
  }

  double[] forward(double[] inputs, Pass pass) {
    return network.forward(inputs, pass);
  }

  /**
   * Computes the gradients of all parameters.
   *
   * @param gradient of the loss by the outputs of the last forward pass, which was in training
   * @return the gradient of the loss by its inputs
   */
  double[] backward(double[] gradient) {
    parameters.values().forEach(parameter -> Arrays.fill(parameter.gradient, 0));
    return network.backward(gradient);
  }

  /** Rounds parameters and statistics. */
  Map<String, HostTensor> snapshot() {
    Map<String, HostTensor> tensors = new LinkedHashMap<>();
    parameters.forEach((name, p) -> tensors.put(name, Parameter.round(p.spec.shape(), p.values)));
    return tensors;
  }
}
