package dev.tandem.djl;

import dev.tandem.model.ModelState;
import dev.tandem.optim.OptimizerVisitor;
import dev.tandem.optim.Sgd;
import dev.tandem.tensor.HostTensor;
import java.util.Map;

/** A compiled optimizer with its slots. */
interface DjlOptimizer {

  /** Moves every trained parameter by its gradient. */
  void update(double learningRate);

  /** Copies the slots to the heap: slot name to parameter name to array. */
  Map<String, Map<String, HostTensor>> download();

  /** Makes the optimizer of a model, its slots taken from a state. */
  record Compiler(DjlModel model, ModelState initial) implements OptimizerVisitor<DjlOptimizer> {
    @Override
    public DjlOptimizer visit(Sgd optimizer) {
      return new DjlSgd(optimizer, model, initial);
    }
  }
}
