/**
 * The contract of a backend: abstract JUnit classes that compare it with the reference, and a
 * decorator that watches the protocol.
 */
@NullMarked
package dev.tandem.testkit;

import org.jspecify.annotations.NullMarked;
