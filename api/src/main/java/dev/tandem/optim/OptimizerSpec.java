package dev.tandem.optim;

import java.util.List;

/** How a step changes the trained parameters. The learning rate comes with each step. */
public sealed interface OptimizerSpec permits Sgd, Adam, AdamW {

  /** Returns the names of the arrays it keeps for each trained parameter, starting at 0. */
  List<String> slots();

  /** Calls the visitor's method for this kind of optimizer. */
  <R> R accept(OptimizerVisitor<R> visitor);
}
