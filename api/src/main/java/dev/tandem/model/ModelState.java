package dev.tandem.model;

import dev.tandem.tensor.HostTensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Everything a session needs to go on, on the heap and free of any device: canonical layouts, the
 * same for every backend.
 *
 * @param tensors parameters and statistics by full name, in the model's order
 * @param slots the optimizer's own arrays: slot name ({@code momentum}) to parameter name to array
 *     of the parameter's shape; where they are missing, before the first step, they count as 0
 * @param step number of steps taken, at least 0
 */
public record ModelState(
    Map<String, HostTensor> tensors, Map<String, Map<String, HostTensor>> slots, long step) {

  public ModelState {
    if (step < 0) {
      throw new IllegalArgumentException("step must be at least 0, got " + step);
    }
    tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    Map<String, Map<String, HostTensor>> copy = new LinkedHashMap<>();
    slots.forEach(
        (slot, arrays) -> copy.put(slot, Collections.unmodifiableMap(new LinkedHashMap<>(arrays))));
    slots = Collections.unmodifiableMap(copy);
  }

  /**
   * Returns the array of that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public HostTensor tensor(String name) {
    HostTensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException("no tensor named " + name + " in this state");
    }
    return tensor;
  }

  /**
   * Checks that this state belongs to a model: every parameter there with its shape, nothing else.
   *
   * @throws IllegalArgumentException naming the first array that does not fit
   */
  public void requireFits(ModelSpec model) {
    Map<String, ParameterSpec> expected = new LinkedHashMap<>();
    model.parameters().forEach(parameter -> expected.put(parameter.name(), parameter));
    requireFits(tensors, expected, "model " + model.name());
    expected.forEach(
        (name, parameter) -> {
          if (!tensors.containsKey(name)) {
            throw new IllegalArgumentException(
                "model " + model.name() + " needs " + name + " " + parameter.shape() + ": missing");
          }
        });
    slots.forEach(
        (slot, arrays) ->
            requireFits(arrays, expected, "optimizer slot " + slot + " of " + model.name()));
  }

  private static void requireFits(
      Map<String, HostTensor> arrays, Map<String, ParameterSpec> expected, String where) {
    arrays.forEach(
        (name, tensor) -> {
          ParameterSpec parameter = expected.get(name);
          if (parameter == null) {
            throw new IllegalArgumentException(where + " has no parameter " + name);
          }
          if (!parameter.shape().equals(tensor.shape())) {
            throw new IllegalArgumentException(
                where
                    + ": "
                    + name
                    + " must have shape "
                    + parameter.shape()
                    + ", got "
                    + tensor.shape());
          }
        });
  }
}
