package dev.tandem.random;

/**
 * The source of every random number of a run: a stream is a pure function of the run's seed, a
 * purpose and coordinates such as epoch, step or layer.
 *
 * <p>Nothing is consumed from a shared generator, so streams may be opened in any order, on any
 * thread, again after a crash, and give the same numbers on every JVM and operating system.
 *
 * <p>A key is made by folding the seed, the purpose and each coordinate through the 64-bit
 * finalizer of SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators",
 * OOPSLA 2014).
 *
 * @param seed the run's seed; any value
 */
public record RandomStreams(long seed) {

  /** What a stream is for; streams of different purposes are independent. */
  public enum Purpose {
    /** Initial values of a parameter; coordinate: the parameter's index in the model. */
    INITIALIZATION(1),
    /** Order of the training examples; coordinate: the epoch. */
    SHUFFLE(2),
    /** Augmentation of one example; coordinates: the epoch and the example's index. */
    AUGMENTATION(3),
    /** Dropout mask; coordinates: the step and the index among the model's dropout layers. */
    DROPOUT(4);

    /** Part of the key: written down, so that reordering the constants changes no run. */
    private final long id;

    Purpose(long id) {
      this.id = id;
    }
  }

  /** Returns a new stream, at its beginning, for a purpose at these coordinates. */
  public RandomStream stream(Purpose purpose, long... coordinates) {
    long key = fold(fold(0, seed), purpose.id);
    for (long coordinate : coordinates) {
      key = fold(key, coordinate);
    }
    return new RandomStream(key);
  }

  private static long fold(long key, long value) {
    return RandomStream.mix(key ^ RandomStream.mix(value + RandomStream.GOLDEN_GAMMA));
  }
}
