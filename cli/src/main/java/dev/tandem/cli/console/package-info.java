/** The terminal, errors and exit codes: what every command needs and no backend knows. */
@NullMarked
package dev.tandem.cli.console;

import org.jspecify.annotations.NullMarked;
