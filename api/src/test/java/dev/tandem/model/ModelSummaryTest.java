package dev.tandem.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.model.ModelSummary.Row;
import dev.tandem.tensor.Shape;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Every number was computed by hand. */
class ModelSummaryTest {

  private final ModelSummary summary =
      ModelSummary.of(
          ModelSpec.of(
              "Small",
              Shape.of(1, 28, 28),
              new NamedLayer(
                  "conv1",
                  Sequential.of(Conv2d.of(8, 3), new ReLU(), BatchNorm2d.of(), new Dropout(0.1))),
              new NamedLayer("pool1", MaxPool2d.of(2)),
              new NamedLayer("conv2", Conv2d.of(16, 3).withoutBias()),
              new NamedLayer("mix", Conv2d.of(4, 1).withoutBias()),
              new NamedLayer("down", Conv2d.of(10, 3).withStride(2).withPadding(1).withoutBias()),
              new NamedLayer("conv3", Conv2d.of(10, 3).withoutBias()),
              new NamedLayer("gap", new AdaptiveAvgPool2d()),
              new NamedLayer("flat", new Flatten()),
              new NamedLayer("out", new LogSoftmax())));

  @Test
  void hasARowForEachLayerInOrder() {
    assertThat(summary.rows())
        .extracting(Row::path)
        .containsExactly(
            "conv1.0", "conv1.1", "conv1.2", "conv1.3", "pool1", "conv2", "mix", "down", "conv3",
            "gap", "flat", "out");
  }

  @Test
  void rowsSayWhatTheLayerIsAndGives() {
    assertThat(summary.rows().get(4).layer()).isEqualTo(MaxPool2d.of(2));
    assertThat(summary.rows().get(4).output()).isEqualTo(Shape.of(8, 13, 13));
    assertThat(summary.rows().get(7).output()).isEqualTo(Shape.of(10, 6, 6));
  }

  @Test
  void countsParameters() {
    assertThat(summary.rows())
        .extracting(Row::parameters)
        .containsExactly(80L, 0L, 16L, 0L, 0L, 1152L, 64L, 360L, 900L, 0L, 0L, 0L);
    assertThat(summary.parameters()).isEqualTo(2572);
  }

  @Test
  void countsMultiplyAccumulates() {
    assertThat(summary.rows())
        .extracting(Row::multiplyAccumulates)
        .containsExactly(
            48672L, // 8*26*26 outputs of 1*3*3
            0L, 5408L, // one for each of 8*26*26
            0L, 0L, 139392L, // 16*11*11 of 8*3*3
            7744L, // 4*11*11 of 16
            12960L, // 10*6*6 of 4*3*3
            14400L, // 10*4*4 of 10*3*3
            0L, 0L, 0L);
    assertThat(summary.multiplyAccumulates()).isEqualTo(228576);
  }

  @Test
  void growsTheReceptiveField() {
    OptionalInt whole = OptionalInt.empty();

    assertThat(summary.rows())
        .extracting(Row::receptiveField)
        .containsExactly(
            OptionalInt.of(3),
            OptionalInt.of(3),
            OptionalInt.of(3),
            OptionalInt.of(3),
            OptionalInt.of(4), // two windows of 3, one pixel apart
            OptionalInt.of(8), // three of 4, two apart
            OptionalInt.of(8),
            OptionalInt.of(12), // three of 8, two apart
            OptionalInt.of(20), // three of 12, four apart
            whole,
            whole,
            whole);
  }
}
