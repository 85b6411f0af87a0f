package dev.tandem.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tandem.tensor.HostTensor;
import dev.tandem.tensor.Shape;
import org.junit.jupiter.api.Test;

class BatchTest {

  @Test
  void holdsInputsAndLabels() {
    HostTensor inputs = HostTensor.zeros(Shape.of(2, 1, 3, 3));
    Batch batch = new Batch(inputs, 4, 7);

    assertThat(batch.inputs()).isSameAs(inputs);
    assertThat(batch.labels()).containsExactly(4, 7);
    assertThat(batch.size()).isEqualTo(2);
  }

  @Test
  void needsALabelForEachInput() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Batch(HostTensor.zeros(Shape.of(2, 5)), 1, 2, 3))
        .withMessage("batch of inputs [2, 5] with 3 labels");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Batch(HostTensor.zeros(Shape.of()), 1));
  }

  @Test
  void aMaskNeedsABitForEachElement() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DropoutMask("conv1.3", Shape.of(1, 3), (byte) 1))
        .withMessage("mask of layer conv1.3: 1 elements for shape [1, 3]");
  }
}
