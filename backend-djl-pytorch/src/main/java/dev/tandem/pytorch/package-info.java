/** The libtorch provider. */
@NullMarked
package dev.tandem.pytorch;

import org.jspecify.annotations.NullMarked;
