/** A run on disk and in the making: its folder, its report, its provenance. */
@NullMarked
package dev.tandem.cli.run;

import org.jspecify.annotations.NullMarked;
