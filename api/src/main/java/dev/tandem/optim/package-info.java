/** Losses, optimizers and learning rate schedules as descriptions with their exact formulas. */
@NullMarked
package dev.tandem.optim;

import org.jspecify.annotations.NullMarked;
