package dev.tandem.formats;

import dev.tandem.model.BatchNorm2d;
import dev.tandem.model.ModelSpec;
import dev.tandem.model.ModelState;
import dev.tandem.model.ParameterSpec;
import dev.tandem.optim.TrainingPlan;
import dev.tandem.tensor.HostTensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A model's state as named tensors: the model's own as in a PyTorch {@code state_dict}, and the
 * optimizer's slots as {@code optimizer.momentum/conv1.0.weight}.
 */
final class CheckpointTensors {
  /** No parameter has a slash in its name. */
  private static final String SLOT_PREFIX = "optimizer.";

  private CheckpointTensors() {}

  static Map<String, SafetensorsTensor> encode(TrainingPlan plan, ModelState state) {
    requireSlots(plan, state);
    Map<String, SafetensorsTensor> tensors = new LinkedHashMap<>();
    state.tensors().forEach((name, tensor) -> tensors.put(name, SafetensorsTensor.of(tensor)));
    counters(plan.model())
        .forEach(counter -> tensors.put(counter, SafetensorsTensor.of(state.step())));
    state
        .slots()
        .forEach(
            (slot, arrays) ->
                arrays.forEach(
                    (name, tensor) ->
                        tensors.put(
                            SLOT_PREFIX + slot + "/" + name, SafetensorsTensor.of(tensor))));
    return tensors;
  }

  /**
   * Returns the state in these tensors.
   *
   * @throws FormatException if a batch counter is not the step, or the optimizer's slots are not
   *     what it keeps; whether the tensors fit the model is for the api to say
   */
  static ModelState decode(TrainingPlan plan, long step, Map<String, SafetensorsTensor> stored) {
    Map<String, SafetensorsTensor> rest = new LinkedHashMap<>(stored);
    counters(plan.model()).forEach(counter -> requireCounter(counter, step, rest.remove(counter)));
    Map<String, HostTensor> tensors = new LinkedHashMap<>();
    Map<String, Map<String, HostTensor>> slots = new LinkedHashMap<>();
    rest.forEach(
        (name, tensor) -> {
          HostTensor values = FormatException.within("tensor " + name, tensor::toHostTensor);
          int slash = name.startsWith(SLOT_PREFIX) ? name.indexOf('/') : -1;
          if (slash < 0) {
            tensors.put(name, values);
          } else {
            slots
                .computeIfAbsent(
                    name.substring(SLOT_PREFIX.length(), slash), slot -> new LinkedHashMap<>())
                .put(name.substring(slash + 1), values);
          }
        });
    ModelState state = new ModelState(tensors, slots, step);
    requireSlots(plan, state);
    return state;
  }

  /** PyTorch counts the batches of each BatchNorm2d; here that is the step. */
  private static List<String> counters(ModelSpec model) {
    return model
        .root()
        .leaves()
        .filter(leaf -> leaf.spec() instanceof BatchNorm2d)
        .map(leaf -> leaf.parameterName("num_batches_tracked"))
        .toList();
  }

  private static void requireCounter(String name, long step, @Nullable SafetensorsTensor tensor) {
    if (tensor == null) {
      throw new FormatException("tensor " + name + " is missing");
    }
    long count = FormatException.within("tensor " + name, tensor::toLong);
    if (count != step) {
      throw new FormatException("tensor " + name + " is " + count + ", the step is " + step);
    }
  }

  /** Half of an optimizer's memory would resume to other numbers without a word. */
  private static void requireSlots(TrainingPlan plan, ModelState state) {
    if (state.step() == 0 && state.slots().isEmpty()) {
      return;
    }
    Set<String> wanted = Set.copyOf(plan.optimizer().slots());
    if (!state.slots().keySet().equals(wanted)) {
      throw new FormatException(
          String.format(
              Locale.ROOT,
              "%s at step %d needs slots %s, got %s",
              plan.optimizer(),
              state.step(),
              wanted,
              state.slots().keySet()));
    }
    Set<String> trained =
        plan.model().parameters().stream()
            .filter(ParameterSpec::trainable)
            .map(ParameterSpec::name)
            .collect(Collectors.toSet());
    state
        .slots()
        .forEach(
            (slot, arrays) -> {
              if (!arrays.keySet().equals(trained)) {
                throw new FormatException(
                    "optimizer slot " + slot + " must have one array for each trained parameter");
              }
            });
  }
}
