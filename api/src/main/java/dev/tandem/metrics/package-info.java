/** Measures of a trained model, computed on the host from its outputs. */
@NullMarked
package dev.tandem.metrics;

import org.jspecify.annotations.NullMarked;
