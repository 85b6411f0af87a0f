/** Engine-free readers and writers of model files. */
@NullMarked
package dev.tandem.formats;

import org.jspecify.annotations.NullMarked;
