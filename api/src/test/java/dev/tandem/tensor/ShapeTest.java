package dev.tandem.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

class ShapeTest {

  @Test
  void knowsItsDimensions() {
    Shape shape = Shape.of(3, 28, 14);

    assertThat(shape.rank()).isEqualTo(3);
    assertThat(shape.dimension(1)).isEqualTo(28);
    assertThat(shape.size()).isEqualTo(1176);
    assertThat(shape.toArray()).containsExactly(3, 28, 14);
  }

  @Test
  void printsItsDimensionsInBrackets() {
    assertThat(Shape.of(1, 28, 28)).hasToString("[1, 28, 28]");
    assertThat(Shape.of()).hasToString("[]");
  }

  @Test
  void aScalarHasOneElement() {
    assertThat(Shape.of().rank()).isZero();
    assertThat(Shape.of().size()).isEqualTo(1);
  }

  @Test
  void putsTheBatchFirstAndTakesItAway() {
    assertThat(Shape.of(1, 28, 28).withBatch(64)).isEqualTo(Shape.of(64, 1, 28, 28));
    assertThat(Shape.of(64, 1, 28).withoutBatch()).isEqualTo(Shape.of(1, 28));
    assertThat(Shape.of(64).withoutBatch()).isEqualTo(Shape.of());
  }

  @Test
  void aScalarHasNoBatchToTakeAway() {
    assertThatIllegalStateException()
        .isThrownBy(() -> Shape.of().withoutBatch())
        .withMessage("a scalar has no batch dimension");
  }

  @Test
  void isNotChangedThroughArrays() {
    int[] given = {2, 3};
    Shape shape = Shape.of(given);
    given[0] = 7;
    shape.toArray()[1] = 7;

    assertThat(shape).isEqualTo(Shape.of(2, 3));
  }

  @Test
  void equalsByDimensions() {
    assertThat(Shape.of(2, 3)).isEqualTo(Shape.of(2, 3)).hasSameHashCodeAs(Shape.of(2, 3));
    assertThat(Shape.of(2, 3)).isNotEqualTo(Shape.of(3, 2)).isNotEqualTo(Shape.of(6));
    assertThat(Shape.of(2, 3).equals((Object) "[2, 3]")).isFalse();
  }

  @Test
  void refusesAnEmptyDimension() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Shape.of(3, 0))
        .withMessage("shape [3, 0]: every dimension must be at least 1");
    assertThatIllegalArgumentException().isThrownBy(() -> Shape.of(3).withBatch(-1));
  }

  @Test
  void holdsAtMostWhatAnArrayCan() {
    assertThat(Shape.of(Integer.MAX_VALUE).size()).isEqualTo(2147483647);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Shape.of(65536, 65536))
        .withMessage("shape [65536, 65536]: more than 2^31 - 1 elements");
  }

  @Test
  void isNotFooledByAProductThatOverflowsLong() {
    assertThatIllegalArgumentException().isThrownBy(() -> Shape.of(1 << 30, 1 << 30, 1 << 30, 4));
  }
}
