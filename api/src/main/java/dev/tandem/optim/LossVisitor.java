package dev.tandem.optim;

/**
 * One method for each kind of loss, without a default: see {@link dev.tandem.model.LayerVisitor}.
 *
 * @param <R> what a visit returns
 */
public interface LossVisitor<R> {
  R visit(NegativeLogLikelihood loss);

  R visit(CrossEntropy loss);

  R visit(MeanSquaredError loss);
}
