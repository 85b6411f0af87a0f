package dev.tandem.testkit;

import dev.tandem.data.Batch;
import dev.tandem.data.DropoutMask;
import dev.tandem.spi.StepContext;
import dev.tandem.tensor.HostTensor;
import java.util.Arrays;
import java.util.function.IntSupplier;

/**
 * Arrays that must stay as they are, held by a hash of what they were.
 *
 * @param what for messages
 * @param hash of what the arrays hold now
 * @param before the hash when they were first seen
 */
record Unchanged(String what, IntSupplier hash, int before) {

  static Unchanged of(String what, IntSupplier hash) {
    return new Unchanged(what, hash, hash.getAsInt());
  }

  static Unchanged of(String what, HostTensor tensor) {
    return of(what, tensor::hashCode);
  }

  static Unchanged of(Batch batch, StepContext context) {
    return of(
        "the inputs, labels or masks of step " + context.step(),
        () -> {
          int hash = 31 * batch.inputs().hashCode() + Arrays.hashCode(batch.labels());
          for (DropoutMask mask : context.masks()) {
            hash = 31 * hash + Arrays.hashCode(mask.keep());
          }
          return hash;
        });
  }

  boolean broken() {
    return hash.getAsInt() != before;
  }
}
