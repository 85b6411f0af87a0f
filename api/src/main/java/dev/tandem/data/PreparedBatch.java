package dev.tandem.data;

import java.util.List;

/**
 * A batch with what else its step needs from the host.
 *
 * @param batch inputs and labels
 * @param masks one mask for each dropout layer of the model, in the model's order
 */
public record PreparedBatch(Batch batch, List<DropoutMask> masks) {
  public PreparedBatch {
    masks = List.copyOf(masks);
  }
}
