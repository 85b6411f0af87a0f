package dev.tandem.spi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.data.DropoutMask;
import dev.tandem.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StepContextTest {

  @Test
  void keepsItsMasks() {
    DropoutMask mask = new DropoutMask("conv1.3", Shape.of(1, 2), (byte) 1, (byte) 0);
    List<DropoutMask> masks = new ArrayList<>(List.of(mask));
    StepContext context = new StepContext(7, 0.1, masks);
    masks.clear();

    assertThat(context.masks()).containsExactly(mask);
  }
}
