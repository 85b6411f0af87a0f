package dev.tandem.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.data.RandomTransform.Rotation;
import dev.tandem.data.RandomTransform.Scale;
import dev.tandem.data.RandomTransform.Shift;
import dev.tandem.random.RandomStream;
import dev.tandem.random.RandomStreams;
import dev.tandem.random.RandomStreams.Purpose;
import dev.tandem.tensor.Shape;
import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import org.junit.jupiter.api.Test;

class AugmentationTest {
  private static final Shape SQUARE = Shape.of(1, 3, 3);
  private static final float[] DIGITS = {1, 2, 3, 4, 5, 6, 7, 8, 9};
  private static final float[] POWERS = {1, 2, 4, 8, 16, 32, 64, 128, 256};

  private static RandomStream random(int example) {
    return new RandomStreams(42).stream(Purpose.AUGMENTATION, 0, example);
  }

  private static float[] apply(
      Augmentation augmentation, float[] image, Shape shape, RandomStream random) {
    float[] target = new float[shape.size()];
    augmentation.apply(image, shape, target, 0, random);
    return target;
  }

  private static Augmentation of(RandomTransform transform) {
    return Augmentation.none().with(transform);
  }

  /** Turns an image by that angle: with a range of which some example's stream draws just that. */
  private static float[] turn(double degrees, float fill, float[] image, Shape shape) {
    for (int example = 0; ; example++) {
      double drawn = random(example).nextDouble(-1, 1);
      if (Math.abs(drawn) > 0.5 && drawn * degrees > 0) {
        Augmentation rotation = of(new Rotation(degrees / drawn)).withFill(fill);
        return apply(rotation, image, shape, random(example));
      }
    }
  }

  /** A 9x9 image whose value is a function of column and row. */
  private static float[] image9(DoubleBinaryOperator value) {
    float[] image = new float[81];
    for (int row = 0; row < 9; row++) {
      for (int column = 0; column < 9; column++) {
        image[row * 9 + column] = (float) value.applyAsDouble(column, row);
      }
    }
    return image;
  }

  /** Whose shift along the wanted axis is the larger one; the other stays below that. */
  private static int exampleThatShiftsMore(boolean alongX) {
    for (int example = 0; ; example++) {
      RandomStream random = random(example);
      double x = random.nextDouble(-1, 1);
      double y = random.nextDouble(-1, 1);
      if (alongX ? x > Math.abs(y) + 0.3 : y > Math.abs(x) + 0.3) {
        return example;
      }
    }
  }

  @Test
  void rotationByZeroIsTheIdentity() {
    assertThat(apply(of(new Rotation(0)), DIGITS, SQUARE, random(0))).isEqualTo(DIGITS);
  }

  @Test
  void scaleByOneIsTheIdentityOnEvenSidesToo() {
    float[] image = {1, 2, 3, 4, 5, 6, 7, 8};

    assertThat(apply(of(new Scale(1, 1)), image, Shape.of(1, 2, 4), random(0))).isEqualTo(image);
  }

  @Test
  void aQuarterTurnIsCounterClockwise() {
    assertThat(turn(90, 0, DIGITS, SQUARE))
        .containsExactly(new float[] {3, 6, 9, 2, 5, 8, 1, 4, 7}, within(1e-5f));
  }

  @Test
  void aNegativeQuarterTurnIsClockwise() {
    assertThat(turn(-90, 0, DIGITS, SQUARE))
        .containsExactly(new float[] {7, 4, 1, 8, 5, 2, 9, 6, 3}, within(1e-5f));
  }

  @Test
  void turnsAboutTheCentreAndFillsWhatComesFromOutside() {
    assertThat(turn(90, 9, new float[] {1, 2, 3}, Shape.of(1, 1, 3)))
        .containsExactly(new float[] {9, 2, 9}, within(1e-5f));
  }

  @Test
  void movesRightByAWholePixel() {
    int example = exampleThatShiftsMore(true);
    Shift shift = new Shift(1 / random(example).nextDouble(-1, 1));
    float[] moved =
        apply(
            of(shift).withFill(50),
            image9((column, row) -> column * column),
            Shape.of(1, 9, 9),
            random(example));

    // in row 4; the shift downwards, below a pixel, changes nothing there
    assertThat(Arrays.copyOfRange(moved, 36, 45))
        .containsExactly(new float[] {50, 0, 1, 4, 9, 16, 25, 36, 49}, within(1e-4f));
  }

  @Test
  void movesDownByAWholePixel() {
    int example = exampleThatShiftsMore(false);
    RandomStream random = random(example);
    random.nextDouble();
    Shift shift = new Shift(1 / random.nextDouble(-1, 1));
    float[] moved =
        apply(
            of(shift).withFill(50),
            image9((column, row) -> row * row),
            Shape.of(1, 9, 9),
            random(example));
    float[] column4 = new float[9];
    for (int row = 0; row < 9; row++) {
      column4[row] = moved[row * 9 + 4];
    }

    assertThat(column4)
        .containsExactly(new float[] {50, 0, 1, 4, 9, 16, 25, 36, 49}, within(1e-4f));
  }

  @Test
  void scaleByTwoReadsHalfPixels() {
    // means of four, two or one pixels
    assertThat(apply(of(new Scale(2, 2)), POWERS, SQUARE, random(0)))
        .containsExactly(6.75f, 9, 13.5f, 12, 16, 24, 54, 72, 108);
  }

  @Test
  void scaleByAHalfFillsTheBorder() {
    assertThat(apply(of(new Scale(0.5, 0.5)).withFill(7), POWERS, SQUARE, random(0)))
        .containsExactly(7, 7, 7, 7, 16, 7, 7, 7, 7);
  }

  @Test
  void theBorderIsMixedWithTheFill() {
    // places half a pixel outside: a corner is (1 + 7 + 7 + 7) / 4, an edge (2 + 7) / 2
    assertThat(apply(of(new Scale(2 / 3.0, 2 / 3.0)).withFill(7), POWERS, SQUARE, random(0)))
        .containsExactly(
            new float[] {5.5f, 4.5f, 6.25f, 7.5f, 16, 19.5f, 21.25f, 67.5f, 69.25f}, within(1e-4f));
  }

  @Test
  void changesAreMadeInTheirOrder() {
    int example = exampleThatShiftsMore(true);
    Shift shift = new Shift(1 / random(example).nextDouble(-1, 1));
    Scale scale = new Scale(2, 2);
    float[] columns = image9((column, row) -> column);
    Shape shape = Shape.of(1, 9, 9);
    float[] shiftFirst = apply(of(shift).with(scale), columns, shape, random(example));

    // the centre, column 4, shows what was one pixel further left before it was enlarged
    assertThat(shiftFirst[40]).isCloseTo(3, within(1e-4f));
    assertThat(apply(of(scale).with(shift), columns, shape, shiftingSecond(shift))[40])
        .isCloseTo(3.5f, within(1e-4f));
  }

  /** Scale takes a number too: here the second and third move right by one pixel, nearly. */
  private static RandomStream shiftingSecond(Shift shift) {
    for (int example = 0; ; example++) {
      RandomStream random = random(example);
      random.nextDouble();
      double x = random.nextDouble(-shift.pixels(), shift.pixels());
      double y = random.nextDouble(-shift.pixels(), shift.pixels());
      if (Math.abs(x - 1) < 1e-4 && Math.abs(y) < 1) {
        return random(example);
      }
    }
  }

  @Test
  void everyChannelIsChangedAlikeAndByItself() {
    float[] image = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 20, 30, 40, 50, 60, 70, 80, 90};

    assertThat(turn(90, 0, image, Shape.of(2, 3, 3)))
        .containsExactly(
            new float[] {3, 6, 9, 2, 5, 8, 1, 4, 7, 30, 60, 90, 20, 50, 80, 10, 40, 70},
            within(1e-4f));
  }

  @Test
  void writesFromTheOffsetOn() {
    float[] target = new float[13];
    of(new Rotation(0)).apply(DIGITS, SQUARE, target, 2, random(0));

    assertThat(target).containsExactly(0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 0);
  }

  @Test
  void farOutsideEverythingIsFill() {
    Augmentation tiny = of(new Scale(1e-3, 1e-3)).withFill(3);

    assertThat(apply(tiny, new float[] {1, 2, 4, 8}, Shape.of(1, 2, 2), random(0)))
        .containsExactly(3, 3, 3, 3);
  }

  @Test
  void isBuiltStepByStep() {
    Augmentation augmentation = of(new Rotation(10)).with(new Shift(2)).withFill(0.5f);

    assertThat(augmentation.transforms()).containsExactly(new Rotation(10), new Shift(2));
    assertThat(augmentation.fill()).isEqualTo(0.5f);
    assertThat(augmentation.with(new Scale(1, 2)).fill()).isEqualTo(0.5f);
    assertThat(augmentation.isNone()).isFalse();
    assertThat(Augmentation.none().isNone()).isTrue();
  }

  @Test
  void nearestKeepsEveryValueAsItIs() {
    Augmentation twice = of(new Scale(2, 2)).withInterpolation(Augmentation.Interpolation.NEAREST);

    // output places 0 to 3 come from 0.75, 1.25, 1.75 and 2.25
    assertThat(apply(twice, image4(), Shape.of(1, 4, 4), random(0)))
        .containsExactly(5, 5, 6, 6, 5, 5, 6, 6, 9, 9, 10, 10, 9, 9, 10, 10);
  }

  @Test
  void nearestFillsWhatComesFromOutside() {
    Augmentation half =
        of(new Scale(0.5, 0.5)).withFill(99).withInterpolation(Augmentation.Interpolation.NEAREST);

    // output places 0 to 3 come from -1.5, 0.5, 2.5 and 4.5, rounded up
    assertThat(apply(half, image4(), Shape.of(1, 4, 4), random(0)))
        .containsExactly(99, 99, 99, 99, 99, 5, 7, 99, 99, 13, 15, 99, 99, 99, 99, 99);
  }

  /** The numbers 0 to 15. */
  private static float[] image4() {
    float[] image = new float[16];
    for (int i = 0; i < 16; i++) {
      image[i] = i;
    }
    return image;
  }

  @Test
  void changesOnlyImages() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> apply(of(new Rotation(0)), DIGITS, Shape.of(9), random(0)))
        .withMessage("augmentation needs images [channels, height, width], got [9]");
  }
}
