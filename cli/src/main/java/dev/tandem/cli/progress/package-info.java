/** What a training shows while it runs. */
@NullMarked
package dev.tandem.cli.progress;

import org.jspecify.annotations.NullMarked;
