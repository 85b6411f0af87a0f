package dev.tandem.reference;

import dev.tandem.model.LayerVisitor;
import dev.tandem.optim.ClippingVisitor;
import dev.tandem.optim.LossVisitor;
import dev.tandem.optim.OptimizerVisitor;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What a plan is compiled with. Tests of other modules override a part to get a backend with one
 * known fault.
 */
class Parts {
  LayerVisitor<Operator> layers(Map<String, Parameter> parameters) {
    return new ReferenceCompiler(parameters);
  }

  LossVisitor<ReferenceLoss> losses() {
    return new LossCompiler();
  }

  ClippingVisitor<Consumer<List<Parameter>>> clippings() {
    return new ClippingCompiler();
  }

  OptimizerVisitor<UpdateRule> optimizers() {
    return new OptimizerCompiler();
  }
}
