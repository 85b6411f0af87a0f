package dev.tandem.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.tandem.optim.Adam;
import dev.tandem.optim.AdamW;
import dev.tandem.optim.OptimizerVisitor;
import dev.tandem.optim.Sgd;
import dev.tandem.spi.StepContext;
import java.util.List;

/** How an optimizer moves one parameter. */
@FunctionalInterface
interface DjlUpdate {
  /**
   * Moves the weight and its slots in place.
   *
   * @param gradient may be overwritten
   * @param slots in the order of the optimizer's {@code slots()}
   */
  void apply(NDArray weight, NDArray gradient, List<NDArray> slots, StepContext context);

  /**
   * Turns each optimizer into calls of DJL's array operators. Constants are held as arrays: DJL
   * makes one of every number it is given and leaves it to the collector.
   */
  record Compiler(NDManager manager, DjlDialect dialect) implements OptimizerVisitor<DjlUpdate> {
    @Override
    public DjlUpdate visit(Sgd sgd) {
      NDArray momentum = manager.create((float) sgd.momentum());
      return (weight, gradient, slots, context) -> {
        if (sgd.weightDecay() != 0) {
          dialect.subtract(gradient, weight, -sgd.weightDecay());
        }
        NDArray change = gradient;
        if (sgd.momentum() != 0) {
          NDArray velocity = slots.get(0).muli(momentum).addi(gradient);
          if (sgd.nesterov()) {
            dialect.subtract(gradient, velocity, -sgd.momentum());
          } else {
            change = velocity;
          }
        }
        dialect.subtract(weight, change, context.learningRate());
      };
    }

    @Override
    public DjlUpdate visit(Adam adam) {
      NDArray beta1 = manager.create((float) adam.beta1());
      NDArray beta2 = manager.create((float) adam.beta2());
      NDArray epsilon = manager.create((float) adam.epsilon());
      return (weight, gradient, slots, context) -> {
        double steps = (double) (context.step() + 1);
        double correction1 = 1 - StrictMath.pow(adam.beta1(), steps);
        double correction2 = 1 - StrictMath.pow(adam.beta2(), steps);
        NDArray mean = slots.get(0).muli(beta1);
        dialect.subtract(mean, gradient, adam.beta1() - 1);
        NDArray meanSquare = slots.get(1).muli(beta2);
        dialect.subtract(meanSquare, gradient.muli(gradient), adam.beta2() - 1);
        try (NDArray root = meanSquare.sqrt()) {
          dialect.subtract(root, root, 1 - 1 / StrictMath.sqrt(correction2));
          try (NDArray change = mean.div(root.addi(epsilon))) {
            dialect.subtract(weight, change, context.learningRate() / correction1);
          }
        }
      };
    }

    @Override
    public DjlUpdate visit(AdamW adamW) {
      DjlUpdate adam = visit(adamW.adam());
      return (weight, gradient, slots, context) -> {
        dialect.subtract(weight, weight, context.learningRate() * adamW.weightDecay());
        adam.apply(weight, gradient, slots, context);
      };
    }
  }
}
