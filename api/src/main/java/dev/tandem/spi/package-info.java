/** What a backend implements: a provider found on the class path, a backend, a session. */
@NullMarked
package dev.tandem.spi;

import org.jspecify.annotations.NullMarked;
