package dev.tandem.formats;

import dev.tandem.training.Checkpoint;
import dev.tandem.training.RunRecord;

/**
 * What a checkpoint file holds.
 *
 * @param checkpoint all that is needed to go on
 * @param record where it comes from
 */
public record SavedCheckpoint(Checkpoint checkpoint, RunRecord record) {}
