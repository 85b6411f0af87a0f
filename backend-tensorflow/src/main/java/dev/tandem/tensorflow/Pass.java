package dev.tandem.tensorflow;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operation;
import org.tensorflow.Output;

/** One pass through a model in the graph: the one of a training step, or inference. */
final class Pass {
  private final boolean training;

  /** Placeholders of the dropout masks by the layer's path, in the model's order. */
  private final Map<String, Output<?>> masks = new LinkedHashMap<>();

  /** Gradients of the loss by the trained parameters' names, once the way back was built. */
  private final Map<String, Output<?>> gradients = new LinkedHashMap<>();

  /** What moves the running statistics. */
  private final List<Operation> updates = new ArrayList<>();

  Pass(boolean training) {
    this.training = training;
  }

  boolean training() {
    return training;
  }

  Map<String, Output<?>> masks() {
    return masks;
  }

  Map<String, Output<?>> gradients() {
    return gradients;
  }

  List<Operation> updates() {
    return updates;
  }
}
