/** Data sets, augmentation and the batches made of them, prepared ahead on the host. */
@NullMarked
package dev.tandem.data;

import org.jspecify.annotations.NullMarked;
