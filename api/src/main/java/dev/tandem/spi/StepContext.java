package dev.tandem.spi;

import dev.tandem.data.DropoutMask;
import java.util.List;

/**
 * What varies from step to step besides the batch.
 *
 * @param step number of steps already taken, from 0
 * @param learningRate above 0
 * @param masks one for each dropout layer of the model with a rate above 0, in the model's order
 */
public record StepContext(long step, double learningRate, List<DropoutMask> masks) {
  public StepContext {
    masks = List.copyOf(masks);
  }
}
