package dev.tandem.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.random.RandomStreams.Purpose;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RandomStreamsTest {
  private final RandomStreams streams = new RandomStreams(42);

  /** Derived in Python from the definition; see {@link RandomStreamTest}. */
  @Test
  void keysArePinned() {
    assertBegins(
        new RandomStreams(0).stream(Purpose.INITIALIZATION),
        0xC7EE680D390BADF1L,
        0x5454143C0B5249F0L);
    assertBegins(
        streams.stream(Purpose.INITIALIZATION, 0), 0xCA0628AAE098FB88L, 0x05874C833D3419B7L);
    assertBegins(streams.stream(Purpose.SHUFFLE, 0), 0x6A587022439A1043L, 0x5F981F9417B50BB0L);
    assertBegins(
        streams.stream(Purpose.AUGMENTATION, 5, 59999), 0x2EF94EF97FD8AACFL, 0xD99BB9A1C27F790DL);
    assertBegins(streams.stream(Purpose.DROPOUT, 937, 2), 0x2BEF87B491FD4C73L, 0x46703F115717F67CL);
    assertBegins(
        new RandomStreams(-1).stream(Purpose.DROPOUT, 1L << 40, -3),
        0xB6FD5E78D3E09484L,
        0x4533538318748116L);
  }

  private static void assertBegins(RandomStream stream, long first, long second) {
    assertThat(stream.nextLong()).isEqualTo(first);
    assertThat(stream.nextLong()).isEqualTo(second);
  }

  @Test
  void theOrderOfOpeningAndReadingDoesNotMatter() {
    RandomStream a = streams.stream(Purpose.DROPOUT, 1, 0);
    RandomStream b = streams.stream(Purpose.DROPOUT, 1, 1);
    long[] together = {a.nextLong(), b.nextLong(), a.nextLong(), b.nextLong()};

    RandomStream later = streams.stream(Purpose.DROPOUT, 1, 1);
    RandomStream latest = streams.stream(Purpose.DROPOUT, 1, 0);
    assertThat(new long[] {later.nextLong(), later.nextLong()})
        .containsExactly(together[1], together[3]);
    assertThat(new long[] {latest.nextLong(), latest.nextLong()})
        .containsExactly(together[0], together[2]);
  }

  @Test
  void everyPurposeSeedAndCoordinateGivesAnotherStream() {
    Set<Long> firsts = new HashSet<>();
    int opened = 0;
    for (long seed = 0; seed < 10; seed++) {
      for (Purpose purpose : Purpose.values()) {
        firsts.add(new RandomStreams(seed).stream(purpose).nextLong());
        opened++;
        for (int a = 0; a < 50; a++) {
          firsts.add(new RandomStreams(seed).stream(purpose, a).nextLong());
          opened++;
          for (int b = 0; b < 50; b++) {
            firsts.add(new RandomStreams(seed).stream(purpose, a, b).nextLong());
            opened++;
          }
        }
      }
    }

    assertThat(firsts).hasSize(opened);
  }

  @Test
  void seedAndPurposeAreNotInterchangeable() {
    assertThat(new RandomStreams(1).stream(Purpose.SHUFFLE, 0).nextLong())
        .isNotEqualTo(new RandomStreams(2).stream(Purpose.INITIALIZATION, 0).nextLong());
  }

  /** Of 10,000 independent pairs the correlation has a standard deviation of 0.01. */
  @Test
  void neighbouringStreamsAreUncorrelated() {
    double sum = 0;
    for (int i = 0; i < 10_000; i++) {
      double here = streams.stream(Purpose.AUGMENTATION, 0, i).nextDouble() - 0.5;
      double there = streams.stream(Purpose.AUGMENTATION, 0, i + 1).nextDouble() - 0.5;
      sum += here * there * 12; // the variance of a uniform number is 1/12
    }

    assertThat(sum / 10_000).isCloseTo(0, within(0.04));
  }

  @Test
  void firstNumbersOfManyStreamsAreUniform() {
    long[] counts = new long[10];
    for (int i = 0; i < 10_000; i++) {
      counts[streams.stream(Purpose.SHUFFLE, i).nextInt(10)]++;
    }

    // standard deviation 30
    for (long count : counts) {
      assertThat(count).isBetween(880L, 1120L);
    }
  }
}
