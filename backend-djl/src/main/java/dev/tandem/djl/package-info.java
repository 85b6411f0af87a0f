/** What every engine that Deep Java Library (DJL) drives has in common. */
@NullMarked
package dev.tandem.djl;

import org.jspecify.annotations.NullMarked;
