package dev.tandem.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tandem.data.RandomTransform.Rotation;
import dev.tandem.model.Conv2d;
import dev.tandem.model.Dropout;
import dev.tandem.model.ModelSpec;
import dev.tandem.model.Sequential;
import dev.tandem.random.RandomStreams;
import dev.tandem.tensor.Shape;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchSourceTest {
  private static final Augmentation ROTATION = Augmentation.none().with(new Rotation(90));

  static ModelSpec model() {
    return ModelSpec.of(
        "m",
        Shape.of(1, 2, 2),
        Sequential.of(new Dropout(0.25), Conv2d.of(50, 2), new Dropout(0), new Dropout(0.5)));
  }

  private static BatchSource source(int size, int batchSize, Augmentation augmentation, long seed) {
    return new BatchSource(
        new NumberedDataset(size),
        model(),
        batchSize,
        augmentation,
        Normalization.none(),
        new RandomStreams(seed));
  }

  private static PreparedBatch prepare(BatchSource source, int epoch, int index) {
    return source.prepare(epoch, source.order(epoch), index);
  }

  private static float[] image(PreparedBatch prepared, int example) {
    return Arrays.copyOfRange(prepared.batch().inputs().values(), 4 * example, 4 * (example + 1));
  }

  @Test
  void theLastBatchMayBeSmaller() {
    BatchSource source = source(10, 4, Augmentation.none(), 1);

    assertThat(source.batchesPerEpoch()).isEqualTo(3);
    assertThat(prepare(source, 0, 0).batch().inputs().shape()).isEqualTo(Shape.of(4, 1, 2, 2));
    assertThat(prepare(source, 0, 2).batch().inputs().shape()).isEqualTo(Shape.of(2, 1, 2, 2));
    assertThat(prepare(source, 0, 2).batch().size()).isEqualTo(2);
  }

  @Test
  void fullBatchesLeaveNoRest() {
    assertThat(source(8, 4, Augmentation.none(), 1).batchesPerEpoch()).isEqualTo(2);
    assertThat(source(3, 4, Augmentation.none(), 1).batchesPerEpoch()).isEqualTo(1);
  }

  @Test
  void anEpochVisitsEveryExampleOnceWithItsLabel() {
    BatchSource source = source(10, 4, Augmentation.none(), 1);
    int[] visits = new int[10];
    for (int index = 0; index < 3; index++) {
      PreparedBatch prepared = prepare(source, 5, index);
      for (int i = 0; i < prepared.batch().size(); i++) {
        int example = (int) image(prepared, i)[0] / 10;
        visits[example]++;
        assertThat(prepared.batch().labels()[i]).isEqualTo(example % 3);
      }
    }

    assertThat(visits).containsOnly(1);
  }

  @Test
  void everyEpochAndSeedHasAnotherOrder() {
    BatchSource source = source(50, 4, Augmentation.none(), 1);

    assertThat(source.order(0)).isNotEqualTo(source.order(1));
    assertThat(source.order(0)).isNotEqualTo(source(50, 4, Augmentation.none(), 2).order(0));
    assertThat(source.order(0)).isNotEqualTo(IntStream.range(0, 50).toArray());
    assertThat(source.order(3)).isEqualTo(source(50, 7, ROTATION, 1).order(3));
  }

  @Test
  void readsTheExamplesInTheirOrder() {
    BatchSource source = source(10, 4, Augmentation.none(), 1);
    PreparedBatch prepared = source.prepare(0, new int[] {3, 1, 4, 0, 5, 9, 2, 6, 8, 7}, 1);

    assertThat(prepared.batch().inputs().values())
        .containsExactly(50, 51, 52, 53, 90, 91, 92, 93, 20, 21, 22, 23, 60, 61, 62, 63);
    assertThat(prepared.batch().labels()).containsExactly(2, 0, 2, 0);
  }

  @Test
  void normalizesLast() {
    BatchSource source =
        new BatchSource(
            new NumberedDataset(1),
            model(),
            1,
            Augmentation.none().with(new RandomTransform.Scale(1e-3, 1e-3)).withFill(5),
            new Normalization(1, 2),
            new RandomStreams(1));

    // all four pixels come from outside: (5 - 1) / 2
    assertThat(prepare(source, 0, 0).batch().inputs().values()).containsExactly(2, 2, 2, 2);
  }

  @Test
  void anExampleIsChangedAlikeInBatchesOfAnySize() {
    assertThat(images(source(10, 4, ROTATION, 1))).isEqualTo(images(source(10, 3, ROTATION, 1)));
  }

  private static Map<Integer, String> images(BatchSource source) {
    Map<Integer, String> images = new HashMap<>();
    int[] order = source.order(2);
    int example = 0;
    for (int index = 0; index < source.batchesPerEpoch(); index++) {
      PreparedBatch prepared = source.prepare(2, order, index);
      for (int i = 0; i < prepared.batch().size(); i++) {
        images.put(order[example++], Arrays.toString(image(prepared, i)));
      }
    }
    return images;
  }

  @Test
  void anExampleIsChangedAnewInEveryEpoch() {
    BatchSource source = source(1, 1, ROTATION, 1);

    assertThat(prepare(source, 0, 0).batch().inputs())
        .isEqualTo(prepare(source, 0, 0).batch().inputs())
        .isNotEqualTo(prepare(source, 1, 0).batch().inputs());
  }

  @Test
  void drawsAMaskForEachDropoutThatDrops() {
    PreparedBatch prepared = prepare(source(10, 4, Augmentation.none(), 1), 0, 2);

    assertThat(prepared.masks()).extracting(DropoutMask::layer).containsExactly("0", "3");
    assertThat(prepared.masks())
        .extracting(DropoutMask::shape)
        .containsExactly(Shape.of(2, 1, 2, 2), Shape.of(2, 50, 1, 1));
    // of 100, half: standard deviation 5
    assertThat(ones(prepared.masks().get(1))).isBetween(30, 70);
  }

  private static int ones(DropoutMask mask) {
    int ones = 0;
    for (byte keep : mask.keep()) {
      ones += keep;
    }
    return ones;
  }

  @Test
  void everyStepHasOtherMasks() {
    BatchSource source = source(8, 4, Augmentation.none(), 1);
    byte[] first = prepare(source, 0, 0).masks().get(1).keep();

    assertThat(first).isEqualTo(prepare(source, 0, 0).masks().get(1).keep());
    assertThat(first).isNotEqualTo(prepare(source, 0, 1).masks().get(1).keep());
    assertThat(first).isNotEqualTo(prepare(source, 1, 0).masks().get(1).keep());
  }

  @Test
  void masksBelongToTheStepOfTheWholeRun() {
    // two batches an epoch or one: the third and fourth step's masks are the same
    BatchSource two = source(8, 4, Augmentation.none(), 1);
    BatchSource one = source(4, 4, Augmentation.none(), 1);

    for (int batch = 0; batch < 2; batch++) {
      assertThat(prepare(two, 1, batch).masks().get(1).keep())
          .isEqualTo(prepare(one, 2 + batch, 0).masks().get(1).keep());
    }
  }

  @Test
  void layersHaveDifferentMasks() {
    ModelSpec twice =
        ModelSpec.of("m", Shape.of(1, 2, 2), Sequential.of(new Dropout(0.5), new Dropout(0.5)));
    BatchSource source =
        new BatchSource(
            new NumberedDataset(20),
            twice,
            20,
            Augmentation.none(),
            Normalization.none(),
            new RandomStreams(1));
    PreparedBatch prepared = prepare(source, 0, 0);

    assertThat(prepared.masks().get(0).keep()).isNotEqualTo(prepared.masks().get(1).keep());
  }

  @Test
  void refusesABatchOfNothing() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> source(10, 0, Augmentation.none(), 1))
        .withMessage("batch size must be at least 1, got 0");
  }

  @Test
  void refusesDataThatIsNotTheModelsInput() {
    ModelSpec other = ModelSpec.of("Other", Shape.of(1, 28, 28), Sequential.of());

    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new BatchSource(
                    new NumberedDataset(10),
                    other,
                    4,
                    Augmentation.none(),
                    Normalization.none(),
                    new RandomStreams(1)))
        .withMessage("model Other takes [1, 28, 28], the data has [1, 2, 2]");
  }
}
