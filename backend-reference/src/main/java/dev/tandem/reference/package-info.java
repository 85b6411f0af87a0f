/** The backend that others are measured by: plain loops in double precision. */
@NullMarked
package dev.tandem.reference;

import org.jspecify.annotations.NullMarked;
