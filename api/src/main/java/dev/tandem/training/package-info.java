/** The training loop: one for every backend. */
@NullMarked
package dev.tandem.training;

import org.jspecify.annotations.NullMarked;
