package dev.tandem.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tandem.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatasetTest {
  private final Dataset whole = new NumberedDataset(10);

  @Test
  void aSliceCountsFromItsBeginning() {
    Dataset slice = whole.slice(4, 9);
    float[] target = new float[6];
    slice.read(3, target, 1);

    assertThat(slice.size()).isEqualTo(5);
    assertThat(slice.label(3)).isEqualTo(1); // 7 % 3
    assertThat(target).containsExactly(0, 70, 71, 72, 73, 0);
  }

  @Test
  void aSliceIsOfTheSameKind() {
    Dataset slice = whole.slice(4, 9);

    assertThat(slice.shape()).isEqualTo(Shape.of(1, 2, 2));
    assertThat(slice.classes()).isEqualTo(3);
    assertThat(slice.sha256()).isEqualTo("5ee0");
  }

  @Test
  void aSliceOfASliceCountsTwice() {
    assertThat(whole.slice(4, 9).slice(1, 3).label(0)).isEqualTo(2); // 5 % 3
  }

  @Test
  void allOfItIsTheSetItself() {
    assertThat(whole.slice(0, 10)).isSameAs(whole);
  }

  @ParameterizedTest
  @CsvSource({"-1, 3", "3, 3", "4, 3", "5, 11"})
  void refusesARangeThatIsNoPart(int from, int to) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> whole.slice(from, to))
        .withMessage("examples " + from + " to " + to + " of 10: no such part");
  }
}
