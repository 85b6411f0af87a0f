package dev.tandem.reference;

import dev.tandem.optim.Adam;
import dev.tandem.optim.AdamW;
import dev.tandem.optim.ClippingVisitor;
import dev.tandem.optim.CrossEntropy;
import dev.tandem.optim.GradientClipping;
import dev.tandem.optim.LossVisitor;
import dev.tandem.optim.MeanSquaredError;
import dev.tandem.optim.Sgd;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Faults of losses, clippings and optimizers. */
final class RuleMutants {
  private RuleMutants() {}

  static List<Mutant> all() {
    return List.of(
        loss("loss a sum, not a mean", new SummedLoss()),
        loss("label smoothing ignored", new SharpLabels()),
        clipping("value clipped from above only", new OneSidedClipping()),
        clipping("norm clipped for each parameter", new ClippingByParameter()),
        Mutant.of("clipped after weight decay", "clipping", new LateClipping()),
        optimizer("learning rate inside the velocity", new RateInVelocity()),
        optimizer("Nesterov ignored", new NoNesterov()),
        optimizer("weight decay of Sgd decoupled", new DecoupledSgd()),
        optimizer("weight decay of AdamW coupled", new CoupledAdamW()),
        optimizer("epsilon of Adam inside the correction", new EpsilonHat()),
        optimizer("Adam without bias correction", new Uncorrected()),
        optimizer("Adam counts its steps from where it resumed", new Recounted()),
        Mutant.of("gradients add up over steps", "optimizer", new Accumulated()));
  }

  private static Mutant loss(String fault, LossCompiler compiler) {
    return Mutant.of(
        fault,
        "gradient",
        new Parts() {
          @Override
          LossVisitor<ReferenceLoss> losses() {
            return compiler;
          }
        });
  }

  private static Mutant clipping(String fault, ClippingCompiler compiler) {
    return Mutant.of(
        fault,
        "clipping",
        new Parts() {
          @Override
          ClippingVisitor<Consumer<List<Parameter>>> clippings() {
            return compiler;
          }
        });
  }

  private static Mutant optimizer(String fault, OptimizerCompiler compiler) {
    return Mutant.of(fault, "optimizer", new OtherOptimizer(compiler));
  }

  private static class OtherOptimizer extends Parts {
    private final OptimizerCompiler compiler;

    OtherOptimizer(OptimizerCompiler compiler) {
      this.compiler = compiler;
    }

    @Override
    OptimizerCompiler optimizers() {
      return compiler;
    }
  }

  private static final class SummedLoss extends LossCompiler {
    @Override
    public ReferenceLoss visit(MeanSquaredError loss) {
      ReferenceLoss right = super.visit(loss);
      return (outputs, labels, gradient) -> {
        double mean = right.mean(outputs, labels, gradient);
        for (int i = 0; i < gradient.length; i++) {
          gradient[i] *= labels.length;
        }
        return mean * labels.length;
      };
    }
  }

  private static final class SharpLabels extends LossCompiler {
    @Override
    public ReferenceLoss visit(CrossEntropy loss) {
      return super.visit(CrossEntropy.of());
    }
  }

  private static final class OneSidedClipping extends ClippingCompiler {
    @Override
    public Consumer<List<Parameter>> visit(GradientClipping.ByValue clipping) {
      return trained -> trained.forEach(p -> change(p.gradient, clipping.limit()));
    }

    private static void change(double[] gradient, double limit) {
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] = Math.min(gradient[i], limit);
      }
    }
  }

  private static final class ClippingByParameter extends ClippingCompiler {
    @Override
    public Consumer<List<Parameter>> visit(GradientClipping.ByGlobalNorm clipping) {
      Consumer<List<Parameter>> right = super.visit(clipping);
      return trained -> trained.forEach(p -> right.accept(List.of(p)));
    }
  }

  /** Adds the decay to the gradients before they are clipped. */
  private static final class LateClipping extends Parts {
    private double decay;

    @Override
    ClippingVisitor<Consumer<List<Parameter>>> clippings() {
      return new ClippingCompiler() {
        @Override
        public Consumer<List<Parameter>> visit(GradientClipping.ByValue clipping) {
          Consumer<List<Parameter>> right = super.visit(clipping);
          return trained -> {
            trained.forEach(p -> addDecay(p, decay));
            right.accept(trained);
          };
        }
      };
    }

    @Override
    OptimizerCompiler optimizers() {
      return new OptimizerCompiler() {
        @Override
        public UpdateRule visit(Sgd spec) {
          decay = spec.weightDecay();
          return super.visit(spec.withWeightDecay(0));
        }
      };
    }
  }

  private static void addDecay(Parameter p, double decay) {
    for (int i = 0; i < p.values.length; i++) {
      p.gradient[i] += decay * p.values[i];
    }
  }

  private static void shrink(Parameter p, double factor) {
    for (int i = 0; i < p.values.length; i++) {
      p.values[i] *= factor;
    }
  }

  private static final class RateInVelocity extends OptimizerCompiler {
    @Override
    public UpdateRule visit(Sgd spec) {
      UpdateRule right = super.visit(spec);
      return (p, slots, step, learningRate) -> {
        for (int i = 0; i < p.gradient.length; i++) {
          p.gradient[i] *= learningRate;
        }
        right.move(p, slots, step, 1);
      };
    }
  }

  private static final class NoNesterov extends OptimizerCompiler {
    @Override
    public UpdateRule visit(Sgd spec) {
      return super.visit(new Sgd(spec.momentum(), false, spec.weightDecay()));
    }
  }

  private static final class DecoupledSgd extends OptimizerCompiler {
    @Override
    public UpdateRule visit(Sgd spec) {
      UpdateRule right = super.visit(spec.withWeightDecay(0));
      return (p, slots, step, learningRate) -> {
        shrink(p, 1 - learningRate * spec.weightDecay());
        right.move(p, slots, step, learningRate);
      };
    }
  }

  private static final class CoupledAdamW extends OptimizerCompiler {
    @Override
    public UpdateRule visit(AdamW spec) {
      UpdateRule adam = visit(spec.adam());
      return (p, slots, step, learningRate) -> {
        addDecay(p, spec.weightDecay());
        adam.move(p, slots, step, learningRate);
      };
    }
  }

  /** What TensorFlow computes: epsilon is added to the root before it is corrected. */
  private static final class EpsilonHat extends OptimizerCompiler {
    @Override
    public UpdateRule visit(Adam spec) {
      return (p, slots, step, learningRate) -> {
        double root = Math.sqrt(1 - Math.pow(spec.beta2(), (double) step));
        Adam other = new Adam(spec.beta1(), spec.beta2(), spec.epsilon() / root);
        super.visit(other).move(p, slots, step, learningRate);
      };
    }
  }

  private static final class Uncorrected extends OptimizerCompiler {
    @Override
    public UpdateRule visit(Adam spec) {
      UpdateRule right = super.visit(spec);
      // so late that the correction is gone
      return (p, slots, step, learningRate) -> right.move(p, slots, 1_000_000, learningRate);
    }
  }

  private static final class Recounted extends OptimizerCompiler {
    @Override
    public UpdateRule visit(Adam spec) {
      UpdateRule right = super.visit(spec);
      long[] first = {-1};
      return (p, slots, step, learningRate) -> {
        first[0] = first[0] < 0 ? step : first[0];
        right.move(p, slots, step - first[0] + 1, learningRate);
      };
    }
  }

  /** What libtorch does unless gradients are zeroed. */
  private static final class Accumulated extends Parts {
    @Override
    ClippingVisitor<Consumer<List<Parameter>>> clippings() {
      Map<Parameter, double[]> sums = new HashMap<>();
      return new ClippingCompiler() {
        @Override
        public Consumer<List<Parameter>> visit(GradientClipping.None clipping) {
          return trained -> trained.forEach(p -> accumulate(p, sums));
        }
      };
    }

    private static void accumulate(Parameter p, Map<Parameter, double[]> sums) {
      double[] sum = sums.computeIfAbsent(p, any -> new double[p.gradient.length]);
      for (int i = 0; i < sum.length; i++) {
        sum[i] += p.gradient[i];
        p.gradient[i] = sum[i];
      }
    }
  }
}
