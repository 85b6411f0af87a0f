package dev.tandem.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.random.RandomStreams.Purpose;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The numbers themselves were derived in Python from the definition of SplitMix64. A change of any
 * of them changes every run that was ever made: do not adapt the test to the code.
 */
class RandomStreamTest {

  private static RandomStream stream() {
    return new RandomStreams(42).stream(Purpose.SHUFFLE, 0);
  }

  /** The sequence that is published for SplitMix64 with the seed 1234567. */
  @Test
  void isSplitMix64() {
    RandomStream random = new RandomStream(1234567);

    assertThat(random.nextLong()).isEqualTo(6457827717110365317L);
    assertThat(random.nextLong()).isEqualTo(3203168211198807973L);
    assertThat(random.nextLong()).isEqualTo(Long.parseUnsignedLong("9817491932198370423"));
    assertThat(random.nextLong()).isEqualTo(4593380528125082431L);
    assertThat(random.nextLong()).isEqualTo(Long.parseUnsignedLong("16408922859458223821"));
  }

  @Test
  void doublesArePinned() {
    RandomStream random = stream();

    assertThat(random.nextDouble()).isEqualTo(0x1.a961c0890e684p-2);
    assertThat(random.nextDouble()).isEqualTo(0x1.7e607e505ed42p-2);
    assertThat(random.nextDouble()).isEqualTo(0x1.3042d110b70c6p-2);
  }

  @Test
  void doublesOfARangeArePinned() {
    RandomStream random = stream();

    assertThat(random.nextDouble(-15, 15)).isEqualTo(-0x1.44d16dfe09f90p+1);
    assertThat(random.nextDouble(-15, 15)).isEqualTo(-0x1.e61626529c648p+1);
  }

  /** Rounded from 200 bits: logarithm and cosine are the nearest doubles here. */
  @Test
  void gaussiansArePinned() {
    RandomStream random = stream();

    assertThat(random.nextGaussian()).isEqualTo(-0x1.736326adfb248p-1);
    assertThat(random.nextGaussian()).isEqualTo(0x1.38497b8667d3ap-1);
    assertThat(random.nextGaussian()).isEqualTo(0x1.1d7460a68f170p+0);
    assertThat(random.nextGaussian()).isEqualTo(0x1.347dce72c2a1fp-1);
  }

  /**
   * Mean, variance, skewness, fourth moment and correlation of neighbours of 100,000 deviate by
   * 0.003, 0.0045, 0.012, 0.031 and 0.003; each may be four off.
   */
  @Test
  void gaussiansAreNormal() {
    RandomStream random = stream();
    double[] moments = new double[5];
    double last = 0;
    double pairs = 0;
    for (int i = 0; i < 100_000; i++) {
      double value = random.nextGaussian();
      for (int power = 1; power < moments.length; power++) {
        moments[power] += Math.pow(value, power) / 100_000;
      }
      pairs += value * last / 100_000;
      last = value;
    }

    assertThat(moments[1]).isCloseTo(0, within(0.013));
    assertThat(moments[2]).isCloseTo(1, within(0.018));
    assertThat(moments[3]).isCloseTo(0, within(0.05));
    assertThat(moments[4]).isCloseTo(3, within(0.13));
    assertThat(pairs).isCloseTo(0, within(0.013));
  }

  @Test
  void integersArePinned() {
    RandomStream random = stream();

    assertThat(random.nextInt(10)).isEqualTo(9);
    assertThat(random.nextInt(10)).isEqualTo(6);
    assertThat(random.nextInt(10)).isEqualTo(6);
    assertThat(random.nextInt(10)).isEqualTo(5);
  }

  @Test
  void permutationsArePinned() {
    assertThat(stream().permutation(10)).containsExactly(9, 3, 4, 7, 1, 6, 2, 8, 0, 5);
  }

  @Test
  void keepMasksArePinned() {
    RandomStream random = new RandomStreams(42).stream(Purpose.DROPOUT, 0, 0);
    byte[] keep = new byte[11];
    random.fillKeepMask(keep, 0.25);

    assertThat(keep).containsExactly(1, 1, 1, 1, 1, 0, 1, 1, 0, 1, 1);
    // three numbers are used up, the last one for three elements
    assertThat(random.nextLong()).isEqualTo(0x9453E495C9C4B7B9L);
  }

  /**
   * With this key the first 63 bits are all ones, the one value of 2^63 that would favour 1 among
   * the remainders by 3; the second number's remainder is 0.
   */
  @Test
  void drawsAgainInsteadOfFavouringARemainder() {
    RandomStream random = new RandomStream(0x31628AF67B2131ABL);

    assertThat(random.nextInt(3)).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 1000, 1 << 30, 1610612736, Integer.MAX_VALUE})
  void integersStayBelowTheirBound(int bound) {
    RandomStream random = stream();
    for (int i = 0; i < 1000; i++) {
      assertThat(random.nextInt(bound)).isBetween(0, bound - 1);
    }
  }

  /** 99 degrees of freedom: outside 56 to 155 once in two thousand seeds. */
  @Test
  void integersAreUniform() {
    RandomStream random = stream();
    long[] counts = new long[100];
    for (int i = 0; i < 100_000; i++) {
      counts[random.nextInt(100)]++;
    }

    assertThat(chiSquare(counts)).isBetween(56.0, 155.0);
  }

  @Test
  void doublesAreUniform() {
    RandomStream random = stream();
    long[] counts = new long[100];
    for (int i = 0; i < 100_000; i++) {
      counts[(int) (random.nextDouble() * 100)]++;
    }

    assertThat(chiSquare(counts)).isBetween(56.0, 155.0);
  }

  /** 23 degrees of freedom: outside 6 to 53 once in two thousand seeds. */
  @Test
  void permutationsAreUniform() {
    RandomStream random = stream();
    long[] counts = new long[256];
    for (int i = 0; i < 24_000; i++) {
      int[] order = random.permutation(4);
      counts[((order[0] * 4 + order[1]) * 4 + order[2]) * 4 + order[3]]++;
    }
    long[] seen = Arrays.stream(counts).filter(count -> count > 0).toArray();

    assertThat(seen).hasSize(24);
    assertThat(chiSquare(seen)).isBetween(6.0, 53.0);
  }

  @Test
  void aPermutationHoldsEveryNumberOnce() {
    int[] order = stream().permutation(1000);
    boolean[] seen = new boolean[1000];
    for (int value : order) {
      assertThat(seen[value]).as("%d seen before", value).isFalse();
      seen[value] = true;
    }

    assertThat(order).hasSize(1000);
  }

  @Test
  void thePermutationOfNothingIsEmpty() {
    assertThat(stream().permutation(0)).isEmpty();
  }

  /** The standard deviation of the rate is at most 0.0016. */
  @ParameterizedTest
  @CsvSource({"0.25, 0.75", "0.5, 0.5", "0.1, 0.9"})
  void keepsTheRightPart(double dropRate, double kept) {
    byte[] keep = new byte[100_003];
    stream().fillKeepMask(keep, dropRate);
    long ones = 0;
    for (byte bit : keep) {
      ones += bit;
    }

    assertThat(ones / 100_003.0).isCloseTo(kept, within(0.005));
  }

  /** Four elements come from one number: each of its quarters must be used, and used alike. */
  @Test
  void keepsTheRightPartInEveryQuarter() {
    byte[] keep = new byte[400_000];
    stream().fillKeepMask(keep, 0.25);
    long[] ones = new long[4];
    long pairs = 0;
    for (int i = 0; i < keep.length; i++) {
      ones[i % 4] += keep[i];
      pairs += i % 4 == 0 ? keep[i] * keep[i + 1] : 0;
    }

    for (long count : ones) {
      assertThat(count / 100_000.0).isCloseTo(0.75, within(0.005));
    }
    // independent neighbours are both kept in 0.75 * 0.75 of the cases
    assertThat(pairs / 100_000.0).isCloseTo(0.5625, within(0.005));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
  void aShorterMaskIsTheBeginningOfALongerOne(int length) {
    byte[] longer = new byte[12];
    stream().fillKeepMask(longer, 0.5);
    byte[] shorter = new byte[length];
    stream().fillKeepMask(shorter, 0.5);

    assertThat(shorter).isEqualTo(Arrays.copyOf(longer, length));
  }

  @Test
  void keepsAllAtRateZeroAndOverwritesWhatWasThere() {
    byte[] keep = {5, 0, 5, 0, 5};
    stream().fillKeepMask(keep, 0);

    assertThat(keep).containsExactly(1, 1, 1, 1, 1);
  }

  @Test
  void anEmptyDoubleRangeIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> stream().nextDouble(2, 1))
        .withMessage("empty range: [2.0, 1.0)");
    assertThatIllegalArgumentException().isThrownBy(() -> stream().nextDouble(Double.NaN, 1));
  }

  @Test
  void aRangeOfOnePointGivesThatPoint() {
    assertThat(stream().nextDouble(3, 3)).isEqualTo(3);
  }

  @Test
  void aBoundBelowOneIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> stream().nextInt(0))
        .withMessage("bound must be at least 1, got 0");
  }

  private static double chiSquare(long[] counts) {
    double expected = (double) Arrays.stream(counts).sum() / counts.length;
    return Arrays.stream(counts).mapToDouble(c -> (c - expected) * (c - expected)).sum() / expected;
  }
}
