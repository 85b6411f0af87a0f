package dev.tandem.reference;

import dev.tandem.optim.Adam;
import dev.tandem.optim.AdamW;
import dev.tandem.optim.OptimizerVisitor;
import dev.tandem.optim.Sgd;

/** Turns each optimizer into its formula. */
class OptimizerCompiler implements OptimizerVisitor<UpdateRule> {

  @Override
  public UpdateRule visit(Sgd spec) {
    return (p, slots, step, learningRate) -> {
      double[] v = slots.isEmpty() ? new double[p.values.length] : slots.get(0);
      for (int i = 0; i < v.length; i++) {
        double g = p.gradient[i] + spec.weightDecay() * p.values[i];
        v[i] = spec.momentum() * v[i] + g;
        p.values[i] -= learningRate * (spec.nesterov() ? g + spec.momentum() * v[i] : v[i]);
      }
    };
  }

  /** StrictMath: the same bits on every JVM. */
  @Override
  public UpdateRule visit(Adam spec) {
    double beta1 = spec.beta1();
    double beta2 = spec.beta2();
    return (p, slots, step, learningRate) -> {
      double[] m = slots.get(0);
      double[] s = slots.get(1);
      double correction1 = 1 - StrictMath.pow(beta1, (double) step);
      double correction2 = 1 - StrictMath.pow(beta2, (double) step);
      for (int i = 0; i < m.length; i++) {
        double g = p.gradient[i];
        m[i] = beta1 * m[i] + (1 - beta1) * g;
        s[i] = beta2 * s[i] + (1 - beta2) * g * g;
        double root = Math.sqrt(s[i] / correction2) + spec.epsilon();
        p.values[i] -= learningRate * (m[i] / correction1) / root;
      }
    };
  }

  @Override
  public UpdateRule visit(AdamW spec) {
    UpdateRule adam = visit(spec.adam());
    return (p, slots, step, learningRate) -> {
      for (int i = 0; i < p.values.length; i++) {
        p.values[i] -= learningRate * spec.weightDecay() * p.values[i];
      }
      adam.move(p, slots, step, learningRate);
    };
  }
}
