package dev.tandem.formats;

import dev.tandem.model.BatchNorm2d;
import dev.tandem.model.ModelSpec;
import dev.tandem.model.ModelState;
import dev.tandem.model.ParameterSpec;
import dev.tandem.optim.TrainingPlan;
import dev.tandem.tensor.HostTensor;
import dev.tandem.training.Checkpoint;
import dev.tandem.training.Progress;
import dev.tandem.training.TrainingSpec;
import dev.tandem.training.WeightAveraging;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A checkpoint's arrays as named tensors: the model's own as in a PyTorch {@code state_dict}, the
 * optimizer's slots as {@code optimizer.momentum/conv1.0.weight} and the moving average of the
 * weights as {@code average/conv1.0.weight}.
 */
final class CheckpointTensors {
  /** What stands before the slash of a slot's or the average's tensor; no parameter has a slash. */
  private static final String SLOT = "optimizer.";

  private static final String AVERAGE = "average";

  private CheckpointTensors() {}

  static Map<String, SafetensorsTensor> encode(Checkpoint checkpoint) {
    ModelState state = checkpoint.state();
    requireWhole(checkpoint);
    Map<String, SafetensorsTensor> tensors = new LinkedHashMap<>();
    state.tensors().forEach((name, tensor) -> tensors.put(name, SafetensorsTensor.of(tensor)));
    counters(checkpoint.spec().plan().model())
        .forEach(counter -> tensors.put(counter, SafetensorsTensor.of(state.step())));
    state.slots().forEach((slot, arrays) -> encode(SLOT + slot, arrays, tensors));
    encode(AVERAGE, checkpoint.average(), tensors);
    return tensors;
  }

  private static void encode(
      String group, Map<String, HostTensor> arrays, Map<String, SafetensorsTensor> tensors) {
    arrays.forEach((name, tensor) -> tensors.put(group + "/" + name, SafetensorsTensor.of(tensor)));
  }

  /**
   * Returns the checkpoint of these tensors.
   *
   * @throws FormatException if a batch counter is not the step, the optimizer's slots are not what
   *     it keeps, or the average is not there when it must be
   * @throws IllegalArgumentException if tensors do not fit the model
   */
  static Checkpoint decode(
      TrainingSpec spec, long step, Progress progress, Map<String, SafetensorsTensor> stored) {
    Map<String, SafetensorsTensor> rest = new LinkedHashMap<>(stored);
    counters(spec.plan().model())
        .forEach(counter -> requireCounter(counter, step, rest.remove(counter)));
    Map<String, HostTensor> tensors = new LinkedHashMap<>();
    Map<String, Map<String, HostTensor>> slots = new LinkedHashMap<>();
    Map<String, HostTensor> average = new LinkedHashMap<>();
    rest.forEach(
        (name, tensor) -> {
          HostTensor values = FormatException.within("tensor " + name, tensor::toHostTensor);
          int slash = Math.max(0, name.indexOf('/'));
          String group = name.substring(0, slash);
          if (group.equals(AVERAGE)) {
            average.put(name.substring(slash + 1), values);
          } else if (group.startsWith(SLOT)) {
            slots
                .computeIfAbsent(group.substring(SLOT.length()), slot -> new LinkedHashMap<>())
                .put(name.substring(slash + 1), values);
          } else {
            tensors.put(name, values);
          }
        });
    Checkpoint checkpoint =
        new Checkpoint(spec, new ModelState(tensors, slots, step), average, progress);
    requireWhole(checkpoint);
    return checkpoint;
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

  /** Half of a run's memory would resume to other numbers without a word. */
  private static void requireWhole(Checkpoint checkpoint) {
    requireSlots(checkpoint.spec().plan(), checkpoint.state());
    requireAverage(checkpoint);
  }

  private static void requireAverage(Checkpoint checkpoint) {
    WeightAveraging averaging = checkpoint.spec().averaging();
    long step = checkpoint.state().step();
    boolean begun = !averaging.isNone() && step >= averaging.every();
    if (begun == checkpoint.average().isEmpty()) {
      throw new FormatException(
          String.format(
              Locale.ROOT,
              "%s at step %d needs %s average of the weights",
              averaging,
              step,
              begun ? "an" : "no"));
    }
  }

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
