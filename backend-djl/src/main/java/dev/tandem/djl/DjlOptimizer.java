package dev.tandem.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import dev.tandem.model.ModelState;
import dev.tandem.model.ParameterSpec;
import dev.tandem.optim.TrainingPlan;
import dev.tandem.spi.StepContext;
import dev.tandem.tensor.HostTensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The trained parameters of a model, their optimizer slots and what moves them. */
final class DjlOptimizer {
  private record Trained(String name, NDArray weight, List<NDArray> slots) {}

  private final List<String> slots;
  private final DjlDialect dialect;
  private final DjlClipping clipping;
  private final DjlUpdate rule;
  private final List<Trained> parameters = new ArrayList<>();

  /** Takes the slots from a state; those that it lacks start at 0. */
  DjlOptimizer(TrainingPlan plan, DjlModel model, ModelState initial) {
    this.slots = plan.optimizer().slots();
    this.dialect = model.dialect();
    this.clipping = plan.clipping().accept(new DjlClipping.Compiler(model.manager()));
    this.rule = plan.optimizer().accept(new DjlUpdate.Compiler(model.manager(), dialect));
    for (ParameterSpec parameter : model.spec().parameters()) {
      if (parameter.trainable()) {
        NDArray weight = model.array(parameter.name());
        weight.setRequiresGradient(true);
        List<NDArray> arrays =
            slots.stream().map(slot -> model.upload(slot(initial, slot, parameter))).toList();
        parameters.add(new Trained(parameter.name(), weight, arrays));
      }
    }
  }

  private static HostTensor slot(ModelState state, String slot, ParameterSpec parameter) {
    HostTensor tensor = state.slots().getOrDefault(slot, Map.of()).get(parameter.name());
    return tensor == null ? HostTensor.zeros(parameter.shape()) : tensor;
  }

  /** Returns whether there is a trained parameter; an engine refuses to go back to none. */
  boolean movesAnything() {
    return !parameters.isEmpty();
  }

  /** Clips the gradients and moves every trained parameter by its own. */
  void update(StepContext context) {
    try (NDList gradients = new NDList(parameters.size())) {
      parameters.forEach(parameter -> gradients.add(parameter.weight().getGradient()));
      clipping.apply(gradients);
      for (int i = 0; i < parameters.size(); i++) {
        Trained parameter = parameters.get(i);
        rule.apply(parameter.weight(), gradients.get(i), parameter.slots(), context);
        dialect.clearGradient(parameter.weight());
      }
    }
  }

  /** Copies the slots to the heap: slot name to parameter name to array. */
  Map<String, Map<String, HostTensor>> download() {
    Map<String, Map<String, HostTensor>> tensors = new LinkedHashMap<>();
    for (int i = 0; i < slots.size(); i++) {
      Map<String, HostTensor> arrays = new LinkedHashMap<>();
      for (Trained parameter : parameters) {
        arrays.put(parameter.name(), DjlModel.download(parameter.slots().get(i)));
      }
      tensors.put(slots.get(i), arrays);
    }
    return tensors;
  }
}
