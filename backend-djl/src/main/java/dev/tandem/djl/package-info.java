/** What every DJL engine shares. */
@NullMarked
package dev.tandem.djl;

import org.jspecify.annotations.NullMarked;
