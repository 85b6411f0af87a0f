/** The commands and their options. */
@NullMarked
package dev.tandem.cli.command;

import org.jspecify.annotations.NullMarked;
