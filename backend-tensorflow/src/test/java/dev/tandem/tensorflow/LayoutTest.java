package dev.tandem.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.tensor.HostTensor;
import dev.tandem.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Parameters turned around for the engine. */
class LayoutTest {

  private static HostTensor numbered(int... dimensions) {
    Shape shape = Shape.of(dimensions);
    float[] values = new float[shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    return HostTensor.of(shape, values);
  }

  @Test
  void kernelsEndInTheirFilters() {
    // two filters over one channel, one row of two columns: filter by filter becomes place by place
    assertThat(Layout.toEngine(numbered(2, 1, 1, 2))).containsExactly(0, 2, 1, 3);
    assertThat(Layout.engine(Shape.of(8, 3, 5, 6))).isEqualTo(Shape.of(5, 6, 3, 8));
  }

  @Test
  void imagesEndInTheirChannels() {
    assertThat(Layout.toEngine(numbered(2, 1, 3))).containsExactly(0, 3, 1, 4, 2, 5);
    assertThat(Layout.engine(Shape.of(8, 5, 6))).isEqualTo(Shape.of(5, 6, 8));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void comesBackAsItWas(int rank) {
    HostTensor tensor =
        switch (rank) {
          case 1 -> numbered(7);
          case 2 -> numbered(3, 4);
          case 3 -> numbered(2, 3, 4);
          default -> numbered(2, 3, 4, 5);
        };

    assertThat(Layout.fromEngine(tensor.shape(), Layout.toEngine(tensor))).isEqualTo(tensor);
  }
}
