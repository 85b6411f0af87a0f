package dev.tandem.training;

/**
 * What came of one training step.
 *
 * @param epoch from 1
 * @param batch batches finished of this epoch, from 1
 * @param batches batches of an epoch
 * @param step steps finished over all epochs, from 1
 * @param examples examples in the batch
 * @param learningRate the rate used
 * @param loss mean loss of the batch
 */
public record StepRecord(
    int epoch, int batch, int batches, long step, int examples, double learningRate, double loss) {}
