package dev.tandem.data;

import dev.tandem.random.RandomStream;

/** A random change of an image's geometry. */
public sealed interface RandomTransform {

  /** Draws one change. */
  AffineMap draw(RandomStream random);

  /**
   * Rotation about the image's centre, uniform in [-degrees, degrees]; positive turns
   * counter-clockwise.
   *
   * @param degrees largest angle, in [0, 180]
   */
  record Rotation(double degrees) implements RandomTransform {
    public Rotation {
      requireIn(0, 180, degrees, "Rotation: degrees");
    }

    @Override
    public AffineMap draw(RandomStream random) {
      return AffineMap.rotation(random.nextDouble(-degrees, degrees));
    }
  }

  /**
   * Shift by up to {@code pixels} along each axis, uniform and independent, fractions included.
   *
   * @param pixels largest shift, at least 0
   */
  record Shift(double pixels) implements RandomTransform {
    public Shift {
      requireIn(0, 1e6, pixels, "Shift: pixels");
    }

    @Override
    public AffineMap draw(RandomStream random) {
      double x = random.nextDouble(-pixels, pixels);
      return AffineMap.shift(x, random.nextDouble(-pixels, pixels));
    }
  }

  /**
   * Scaling about the image's centre by a factor uniform in [smallest, largest).
   *
   * @param smallest at least 0.001
   * @param largest at least {@code smallest}
   */
  record Scale(double smallest, double largest) implements RandomTransform {
    public Scale {
      requireIn(1e-3, 1e6, smallest, "Scale: smallest");
      requireIn(smallest, 1e6, largest, "Scale: largest");
    }

    @Override
    public AffineMap draw(RandomStream random) {
      return AffineMap.scale(random.nextDouble(smallest, largest));
    }
  }

  private static void requireIn(double low, double high, double value, String name) {
    if (!(value >= low && value <= high)) {
      throw new IllegalArgumentException(
          name + " must be in [" + low + ", " + high + "], got " + value);
    }
  }
}
