package dev.tandem.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.tandem.model.ModelSpec;
import dev.tandem.model.ModelState;
import dev.tandem.model.ParameterSpec;
import dev.tandem.tensor.HostTensor;
import dev.tandem.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.Map;

/** A network on a device: its arrays and its compiled layers. */
final class DjlModel implements AutoCloseable {
  private final ModelSpec spec;
  private final DjlDialect dialect;
  private final NDManager manager;
  private final StagingBuffers staging = new StagingBuffers();
  private final Map<String, NDArray> arrays = new LinkedHashMap<>();
  private final Operator network;

  /**
   * @throws IllegalArgumentException if the state does not belong to the model
   */
  DjlModel(ModelSpec spec, ModelState state, DjlDialect dialect, NDManager parent) {
    state.requireFits(spec);
    this.spec = spec;
    this.dialect = dialect;
    this.manager = parent.newSubManager();
    for (ParameterSpec parameter : spec.parameters()) {
      arrays.put(parameter.name(), upload(state.tensor(parameter.name())));
    }
    this.network = spec.root().accept(new DjlCompiler(arrays, manager));
  }

  ModelSpec spec() {
    return spec;
  }

  DjlDialect dialect() {
    return dialect;
  }

  StagingBuffers staging() {
    return staging;
  }

  /** Returns the manager that lives as long as the model. */
  NDManager manager() {
    return manager;
  }

  /** Returns the parameter or statistic of that name. */
  NDArray array(String name) {
    NDArray array = arrays.get(name);
    if (array == null) {
      throw new IllegalArgumentException("no parameter " + name);
    }
    return array;
  }

  /** Returns a copy of a tensor that lives as long as the model. */
  NDArray upload(HostTensor tensor) {
    return manager.create(tensor.values(), StagingBuffers.shape(tensor.shape()));
  }

  NDArray forward(NDArray inputs, Pass pass) {
    return network.apply(inputs, pass);
  }

  /** Computes outputs in inference mode; everything on the way is freed. */
  HostTensor predict(HostTensor inputs) {
    spec.requireInputs(inputs);
    staging.reset();
    try (NDManager scope = manager.newSubManager()) {
      return download(forward(staging.floats(scope, inputs), Pass.INFERENCE));
    }
  }

  /** Copies parameters and statistics to the heap. */
  Map<String, HostTensor> download() {
    Map<String, HostTensor> tensors = new LinkedHashMap<>();
    arrays.forEach((name, array) -> tensors.put(name, download(array)));
    return tensors;
  }

  /** Copies an array to the heap. */
  static HostTensor download(NDArray array) {
    int[] dimensions = new int[array.getShape().dimension()];
    for (int axis = 0; axis < dimensions.length; axis++) {
      dimensions[axis] = Math.toIntExact(array.getShape().get(axis));
    }
    return HostTensor.of(Shape.of(dimensions), array.toFloatArray());
  }

  @Override
  public void close() {
    manager.close();
  }
}
