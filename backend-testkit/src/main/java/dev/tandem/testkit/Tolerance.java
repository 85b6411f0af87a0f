package dev.tandem.testkit;

/**
 * How far a value may be from the reference's: {@code abs(a - ref) <= absolute + relative *
 * abs(ref)}.
 *
 * @param absolute at least 0
 * @param relative at least 0
 */
public record Tolerance(double absolute, double relative) {

  double allowed(double expected) {
    return absolute + relative * Math.abs(expected);
  }
}
