package dev.tandem.optim;

/**
 * One method for each kind of clipping, without a default: see {@link
 * dev.tandem.model.LayerVisitor}.
 *
 * @param <R> what a visit returns
 */
public interface ClippingVisitor<R> {
  R visit(GradientClipping.None clipping);

  R visit(GradientClipping.ByValue clipping);

  R visit(GradientClipping.ByGlobalNorm clipping);
}
