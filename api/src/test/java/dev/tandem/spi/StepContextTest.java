package dev.tandem.spi;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tandem.data.Batch;
import dev.tandem.data.DropoutMask;
import dev.tandem.model.BatchNorm2d;
import dev.tandem.model.Dropout;
import dev.tandem.model.Flatten;
import dev.tandem.model.LogSoftmax;
import dev.tandem.model.ModelSpec;
import dev.tandem.model.NamedLayer;
import dev.tandem.model.Sequential;
import dev.tandem.tensor.HostTensor;
import dev.tandem.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

class StepContextTest {
  private static final ModelSpec MODEL =
      ModelSpec.of(
          "m",
          Shape.of(3, 1, 1),
          new NamedLayer(
              "body",
              Sequential.of(BatchNorm2d.of(), new Dropout(0.5), new Flatten(), new LogSoftmax())));

  private static DropoutMask mask(String layer, int batch) {
    return new DropoutMask(layer, Shape.of(batch, 3, 1, 1), new byte[batch * 3]);
  }

  private static Batch batch(int... labels) {
    return new Batch(HostTensor.zeros(Shape.of(labels.length, 3, 1, 1)), labels);
  }

  private static void assertRefused(Batch batch, String message, DropoutMask... masks) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new StepContext(0, 0.1, List.of(masks)).requireFits(MODEL, batch))
        .withMessageContaining(message);
  }

  @Test
  void takesWhatFits() {
    StepContext context = new StepContext(0, 0.1, List.of(mask("body.1", 2)));
    assertThatCode(() -> context.requireFits(MODEL, batch(0, 2))).doesNotThrowAnyException();
  }

  @Test
  void refusesInputsOfAnotherShape() {
    Batch wide = new Batch(HostTensor.zeros(Shape.of(2, 3, 1, 2)), 0, 1);
    assertRefused(wide, "model m takes [n] of [3, 1, 1], got [2, 3, 1, 2]", mask("body.1", 2));
  }

  @Test
  void refusesLabelsThatAreNoClass() {
    assertRefused(batch(0, 3), "tells 3 classes apart, got label 3", mask("body.1", 2));
    assertRefused(batch(-1, 0), "got label -1", mask("body.1", 2));
  }

  @Test
  void refusesMasksOfAnotherLayerNumberOrBatch() {
    assertRefused(batch(0, 1), "has 1 dropout layers, got 0 masks");
    assertRefused(batch(0, 1), "expected one of layer body.1 [2, 3, 1, 1]", mask("body.0", 2));
    assertRefused(batch(0, 1), "mask of layer body.1 [3, 3, 1, 1]", mask("body.1", 3));
  }

  @Test
  void refusesToTrainOnTheVarianceOfOneValue() {
    assertRefused(
        batch(0),
        "layer body.0 BatchNorm2d[epsilon=1.0E-5, statisticsDecay=0.9]: one value a channel has no"
            + " variance to train with, got a batch of 1 of [3, 1, 1]; use a larger batch.",
        mask("body.1", 1));
  }
}
