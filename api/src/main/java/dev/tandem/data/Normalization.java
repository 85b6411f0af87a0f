package dev.tandem.data;

/**
 * {@code y = (x - mean) / standardDeviation}, the last step before the model.
 *
 * @param mean subtracted from every value
 * @param standardDeviation divides it then, above 0
 */
public record Normalization(double mean, double standardDeviation) {
  /**
   * @throws IllegalArgumentException if the deviation is not above 0
   */
  public Normalization {
    if (!(standardDeviation > 0 && Double.isFinite(standardDeviation) && Double.isFinite(mean))) {
      throw new IllegalArgumentException(
          "Normalization: needs a finite mean and a deviation above 0, got "
              + mean
              + " and "
              + standardDeviation);
    }
  }

  /** Returns the normalisation that changes nothing. */
  public static Normalization none() {
    return new Normalization(0, 1);
  }

  /** Normalises {@code length} values from {@code offset} on, in place. */
  public void apply(float[] values, int offset, int length) {
    float shift = (float) mean;
    float divisor = (float) standardDeviation;
    for (int i = offset; i < offset + length; i++) {
      values[i] = (values[i] - shift) / divisor;
    }
  }
}
