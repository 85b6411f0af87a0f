/** Arrays on the JVM heap and their shapes: the only array types that cross the backend SPI. */
@NullMarked
package dev.tandem.tensor;

import org.jspecify.annotations.NullMarked;
