/** JMH benchmarks; compiled by the build, run by hand. */
@NullMarked
package dev.tandem.benchmarks;

import org.jspecify.annotations.NullMarked;
