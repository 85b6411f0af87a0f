/** A backend as a third party would write it: small, partial, and honest about it. */
@NullMarked
package dev.tandem.examples.echo;

import org.jspecify.annotations.NullMarked;
