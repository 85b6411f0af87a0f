package dev.tandem.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** What is seen at an output place; x runs right, y down. */
class AffineMapTest {

  private static void assertReads(AffineMap map, double x, double y, double fromX, double fromY) {
    assertThat(map.xx() * x + map.xy() * y + map.x0()).isCloseTo(fromX, within(1e-12));
    assertThat(map.yx() * x + map.yy() * y + map.y0()).isCloseTo(fromY, within(1e-12));
  }

  @Test
  void identityReadsTheSamePlace() {
    assertReads(AffineMap.IDENTITY, 3, -4, 3, -4);
  }

  @Test
  void rotationTurnsCounterClockwise() {
    // what lay right of the centre lies above it after a quarter turn
    assertReads(AffineMap.rotation(90), 0, -1, 1, 0);
    assertReads(AffineMap.rotation(-90), 0, 1, 1, 0);
    assertReads(AffineMap.rotation(30), Math.sqrt(3), -1, 2, 0);
  }

  @Test
  void shiftMovesRightAndDown() {
    assertReads(AffineMap.shift(2, 5), 3, 7, 1, 2);
  }

  @Test
  void scaleEnlarges() {
    assertReads(AffineMap.scale(2), 4, -6, 2, -3);
  }

  @Test
  void changesAreMadeInTheirOrder() {
    // (1, 0) is turned to (0, -1), then moved to (3, 1)
    assertReads(AffineMap.rotation(90).then(AffineMap.shift(3, 2)), 3, 1, 1, 0);
    // (1, 0) is moved to (4, 2), then turned to (2, -4)
    assertReads(AffineMap.shift(3, 2).then(AffineMap.rotation(90)), 2, -4, 1, 0);
  }

  /** The product of two matrices, by hand. */
  @Test
  void everyNumberOfTheCompositionCounts() {
    AffineMap first = new AffineMap(1.5, 2, 3, 4, 5.5, 6);
    AffineMap next = new AffineMap(7, 8, 9, 10, 11, 12);

    assertThat(first.then(next)).isEqualTo(new AffineMap(30.5, 34, 40.5, 83, 92.5, 108));
  }

  @Test
  void threeChangesAreComposed() {
    // (1, 0) is enlarged to (2, 0), moved to (5, 1), turned to (1, -5)
    AffineMap map = AffineMap.scale(2).then(AffineMap.shift(3, 1)).then(AffineMap.rotation(90));

    assertReads(map, 1, -5, 1, 0);
  }
}
