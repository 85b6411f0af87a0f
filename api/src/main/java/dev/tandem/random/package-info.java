/** Keyed random numbers: every random decision of a run comes from here. */
@NullMarked
package dev.tandem.random;

import org.jspecify.annotations.NullMarked;
