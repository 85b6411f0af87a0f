package dev.tandem.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.model.ModelSummary.Row;
import dev.tandem.tensor.Shape;
import java.util.List;
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
              new NamedLayer("gap", AdaptiveAvgPool2d.global()),
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

  private static ModelSummary of(Shape input, LayerSpec... layers) {
    return ModelSummary.of(ModelSpec.of("m", input, Sequential.of(layers)));
  }

  private static List<Integer> fields(ModelSummary summary) {
    return summary.rows().stream().map(row -> row.receptiveField().orElse(0)).toList();
  }

  @Test
  void countsWhatEachLayerCosts() {
    ModelSummary costs =
        of(
            Shape.of(4, 8, 8),
            Conv2d.of(6, 3).withPadding(1).withGroups(2),
            LayerNorm.of(),
            LeakyReLU.of(),
            new GELU(),
            new SiLU(),
            new Sigmoid(),
            new Tanh(),
            AvgPool2d.of(2),
            new AdaptiveAvgPool2d(2, 2),
            new Flatten(),
            Dense.of(10),
            Dense.of(5).withoutBias(),
            new Softmax());

    assertThat(costs.rows())
        .extracting(Row::multiplyAccumulates)
        .containsExactly(
            6912L, // 6*8*8 outputs of 2*3*3
            384L, // one for each of 6*8*8
            0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 240L, // 10 of 6*2*2
            50L, // 5 of 10
            0L);
    assertThat(costs.rows())
        .extracting(Row::parameters)
        .containsExactly(114L, 768L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 250L, 50L, 0L);
    assertThat(costs.multiplyAccumulates()).isEqualTo(7586);
    assertThat(costs.parameters()).isEqualTo(1182);
  }

  @Test
  void holesAndPoolsWidenTheReceptiveField() {
    ModelSummary summary =
        of(
            Shape.of(1, 32, 32),
            Conv2d.of(1, 3).withDilation(2), // 5 wide, 28 places
            AvgPool2d.of(2), // two of 5, one apart; 14 places
            Conv2d.of(1, 3).withDilation(3), // from first to last window 6 places of 2; 8 places
            new AdaptiveAvgPool2d(4, 4), // two of 18, two apart
            Conv2d.of(1, 2), // two of 20, four apart
            new Tanh());

    assertThat(fields(summary)).containsExactly(5, 6, 18, 20, 24, 24);
  }

  /** Five rows to three windows: the middle one has three. */
  @Test
  void theWidestAdaptiveWindowCounts() {
    assertThat(fields(of(Shape.of(1, 5, 5), new AdaptiveAvgPool2d(3, 3)))).containsExactly(3);
    assertThat(fields(of(Shape.of(1, 4, 5), new AdaptiveAvgPool2d(4, 3)))).containsExactly(3);
    assertThat(fields(of(Shape.of(1, 5, 4), new AdaptiveAvgPool2d(3, 4)))).containsExactly(3);
    assertThat(fields(of(Shape.of(1, 6, 8), new AdaptiveAvgPool2d(1, 8)))).containsExactly(6);
    assertThat(fields(of(Shape.of(1, 6, 8), new AdaptiveAvgPool2d(6, 1)))).containsExactly(8);
  }

  @Test
  void someLayersSeeTheWholeImage() {
    assertThat(fields(of(Shape.of(1, 4, 4), new ReLU(), LayerNorm.of(), new ReLU())))
        .containsExactly(1, 0, 0);
    assertThat(fields(of(Shape.of(1, 4, 4), new Flatten(), Dense.of(2), Dense.of(2))))
        .containsExactly(1, 0, 0);
  }

  @Test
  void aSumSeesWhatTheWiderPartSees() {
    ModelSummary summary =
        of(
            Shape.of(1, 16, 16),
            Conv2d.of(2, 3).withPadding(1),
            Residual.of(
                    Conv2d.of(4, 3).withPadding(1).withStride(2),
                    new ReLU(),
                    Conv2d.of(4, 3).withPadding(1))
                .withProjection(Conv2d.of(4, 1).withStride(2)),
            Conv2d.of(4, 3).withPadding(1),
            Residual.of(new ReLU()).withProjection(Conv2d.of(4, 3).withPadding(1)),
            Residual.of(Conv2d.of(4, 3).withPadding(1)),
            new ReLU());

    assertThat(summary.rows())
        .extracting(Row::path)
        .containsExactly(
            "0",
            "1.body.0",
            "1.body.1",
            "1.body.2",
            "1.projection",
            "2",
            "3.body.0",
            "3.projection",
            "4.body.0",
            "5");
    // the second block's parts start at 3; after it two places are two pixels apart
    assertThat(fields(summary)).containsExactly(3, 5, 5, 9, 3, 13, 13, 17, 21, 21);
  }

  @Test
  void aPartThatSeesAllDoesNotWidenItsNeighbour() {
    ModelSummary summary =
        of(
            Shape.of(1, 8, 8),
            Residual.of(LayerNorm.of()).withProjection(Conv2d.of(1, 3).withPadding(1)),
            new ReLU());

    assertThat(fields(summary)).containsExactly(0, 3, 0);
  }
}
