/**
 * Descriptions of networks: layers, parameters, initial values and the state of a trained model.
 */
@NullMarked
package dev.tandem.model;

import org.jspecify.annotations.NullMarked;
