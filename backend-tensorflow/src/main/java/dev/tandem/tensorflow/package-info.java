/** TensorFlow as a backend: one graph for each plan, one session run for each step. */
@NullMarked
package dev.tandem.tensorflow;

import org.jspecify.annotations.NullMarked;
