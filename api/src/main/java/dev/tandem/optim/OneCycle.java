package dev.tandem.optim;

/**
 * The one-cycle policy (Smith and Topin, "Super-convergence", 2018) with cosine arcs, as PyTorch's
 * {@code OneCycleLR}: up from {@code peak/startDivisor} to {@code peak} over the first {@code
 * warmUp} part of the steps, then down to {@code peak/startDivisor/endDivisor} at the last one.
 * Steps beyond the last stay there.
 *
 * <p>{@code rate = to + (from - to) * (1 + cos(pi * t)) / 2} on each arc, t running from 0 to 1.
 *
 * @param peak highest rate, above 0 and finite
 * @param steps number of steps of the whole cycle, at least 2
 * @param warmUp part of the cycle that rises, in (0, 1)
 * @param startDivisor at least 1; PyTorch's default is 25
 * @param endDivisor at least 1; PyTorch's default is 1e4
 */
public record OneCycle(
    double peak, long steps, double warmUp, double startDivisor, double endDivisor)
    implements LearningRateSchedule {

  /**
   * @throws IllegalArgumentException if a number is outside its range
   */
  public OneCycle {
    Ranges.requirePositive(peak, "OneCycle: peak");
    if (steps < 2) {
      throw new IllegalArgumentException("OneCycle: steps must be at least 2, got " + steps);
    }
    if (!(warmUp > 0 && warmUp < 1)) {
      throw new IllegalArgumentException("OneCycle: warmUp must be in (0, 1), got " + warmUp);
    }
    if (!(startDivisor >= 1 && endDivisor >= 1 && startDivisor * endDivisor < 1e300)) {
      throw new IllegalArgumentException(
          "OneCycle: divisors must be at least 1 and finite, got "
              + startDivisor
              + " and "
              + endDivisor);
    }
  }

  @Override
  public double at(long step) {
    double start = peak / startDivisor;
    double last = (double) steps - 1;
    double top = Math.max(warmUp * steps - 1, 0);
    if (step < top) {
      return arc(start, peak, step / top);
    }
    return arc(peak, start / endDivisor, (Math.min((double) step, last) - top) / (last - top));
  }

  /** StrictMath: the same bits on every JVM. */
  private static double arc(double from, double to, double t) {
    return to + (from - to) * (1 + StrictMath.cos(Math.PI * t)) / 2;
  }
}
