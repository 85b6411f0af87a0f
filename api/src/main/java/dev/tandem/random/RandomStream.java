package dev.tandem.random;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * One sequence of random numbers: SplitMix64 (Steele, Lea and Flood, OOPSLA 2014), whose n-th
 * output is {@code mix(key + n * gamma)}.
 *
 * <p>Only integer arithmetic and exact conversions are used, so the sequence is the same on every
 * JVM. Not safe for use by several threads; open one stream for each.
 */
public final class RandomStream {
  /** The odd constant nearest to 2^64 divided by the golden ratio. */
  static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private static final VarHandle FOUR_BYTES =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private long state;

  RandomStream(long key) {
    this.state = key;
  }

  static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** Returns 64 random bits. */
  public long nextLong() {
    state += GOLDEN_GAMMA;
    return mix(state);
  }

  /** Returns a number uniform in [0, 1) with 53 random bits. */
  public double nextDouble() {
    return (nextLong() >>> 11) * 0x1.0p-53;
  }

  /**
   * Returns a number uniform in [low, high).
   *
   * @throws IllegalArgumentException if not low &lt;= high
   */
  public double nextDouble(double low, double high) {
    if (!(low <= high)) {
      throw new IllegalArgumentException("empty range: [" + low + ", " + high + ")");
    }
    return low + (high - low) * nextDouble();
  }

  /**
   * Returns a normal number with a mean of 0 and a standard deviation of 1 (Box and Muller, 1958).
   * StrictMath: the same bits on every JVM.
   */
  public double nextGaussian() {
    double radius = Math.sqrt(-2 * StrictMath.log(1 - nextDouble()));
    return radius * StrictMath.cos(2 * Math.PI * nextDouble());
  }

  /**
   * Returns an integer uniform in [0, bound), without bias (rejection of the uneven remainder).
   *
   * @throws IllegalArgumentException if bound is below 1
   */
  public int nextInt(int bound) {
    if (bound < 1) {
      throw new IllegalArgumentException("bound must be at least 1, got " + bound);
    }
    while (true) {
      long bits = nextLong() >>> 1;
      long value = bits % bound;
      if (bits - value + (bound - 1) >= 0) {
        return (int) value;
      }
    }
  }

  /**
   * Fills {@code keep} with independent 1 (probability {@code 1 - dropRate}) and 0. The rate is
   * taken to the nearest multiple of 2^-16, so that one 64-bit number decides four elements.
   *
   * @param dropRate in [0, 1)
   */
  public void fillKeepMask(byte[] keep, double dropRate) {
    long threshold = Math.round(dropRate * 0x1.0p16);
    int index = 0;
    for (; index + 4 <= keep.length; index += 4) {
      FOUR_BYTES.set(keep, index, keepFour(nextLong(), threshold));
    }
    if (index < keep.length) {
      int four = keepFour(nextLong(), threshold);
      for (; index < keep.length; index++, four >>>= 8) {
        keep[index] = (byte) four;
      }
    }
  }

  /**
   * Compares the four 16-bit parts of {@code bits} with a threshold, two at a time: adding 2^16
   * less the threshold carries into bit 16 of a 32-bit lane just when the part is not below it.
   *
   * @return four bytes of 0 or 1, the lowest part's in the lowest
   */
  private static int keepFour(long bits, long threshold) {
    long complement = (0x10000 - threshold) * 0x1_0000_0001L;
    long even = (((bits & 0xFFFF_0000_FFFFL) + complement) >>> 16) & 0x1_0000_0001L;
    long odd = ((((bits >>> 16) & 0xFFFF_0000_FFFFL) + complement) >>> 16) & 0x1_0000_0001L;
    long parts = even | odd << 8;
    return (int) (parts | parts >>> 16);
  }

  /** Returns the integers 0 to {@code size - 1} in random order (Fisher and Yates). */
  public int[] permutation(int size) {
    int[] order = new int[size];
    for (int i = 0; i < size; i++) {
      int j = nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }
}
