package dev.tandem.optim;

/**
 * A rate that falls along half a cosine (Loshchilov and Hutter, "SGDR", 2017, without restarts;
 * PyTorch's {@code CosineAnnealingLR}, counted in steps). Steps beyond the last stay at the end.
 *
 * <p>{@code rate = end + (start - end) * (1 + cos(pi * min(step, steps) / steps)) / 2}.
 *
 * @param start first rate, above 0 and finite
 * @param end rate at step {@code steps} and after, at least 0 and at most {@code start}
 * @param steps length of the fall, at least 1
 */
public record Cosine(double start, double end, long steps) implements LearningRateSchedule {

  /**
   * @throws IllegalArgumentException if a number is outside its range
   */
  public Cosine {
    Ranges.requirePositive(start, "Cosine: start");
    if (!(end >= 0 && end <= start)) {
      throw new IllegalArgumentException(
          "Cosine: end must be in [0, start = " + start + "], got " + end);
    }
    Ranges.requireSteps(1, steps, "Cosine: steps");
  }

  /** StrictMath: the same bits on every JVM. */
  @Override
  public double at(long step) {
    double part = (double) Math.min(step, steps) / steps;
    return end + (start - end) * (1 + StrictMath.cos(Math.PI * part)) / 2;
  }
}
