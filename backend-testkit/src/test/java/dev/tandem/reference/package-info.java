/** Backends made from the reference with one fault each: what the contracts must catch. */
@NullMarked
package dev.tandem.reference;

import org.jspecify.annotations.NullMarked;
