package dev.tandem.spi;

import dev.tandem.tensor.HostTensor;

/**
 * What a training step computed.
 *
 * @param loss mean loss of the batch
 * @param outputs the model's outputs in training mode, {@code [n, classes]}
 */
public record StepResult(double loss, HostTensor outputs) {}
