package dev.tandem.optim;

/**
 * One method for each kind of optimizer, without a default: see {@link
 * dev.tandem.model.LayerVisitor}.
 *
 * @param <R> what a visit returns
 */
public interface OptimizerVisitor<R> {
  R visit(Sgd optimizer);

  R visit(Adam optimizer);

  R visit(AdamW optimizer);
}
