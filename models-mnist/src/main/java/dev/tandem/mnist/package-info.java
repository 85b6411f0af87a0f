/** The MNIST networks, their recipes and the readers of the data. */
@NullMarked
package dev.tandem.mnist;

import org.jspecify.annotations.NullMarked;
