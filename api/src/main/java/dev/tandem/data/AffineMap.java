package dev.tandem.data;

/**
 * Where an output place is read from in the input, relative to the image's centre: {@code x' = xx*x
 * + xy*y + x0}, {@code y' = yx*x + yy*y + y0}; x runs right, y down, in pixels.
 */
record AffineMap(double xx, double xy, double x0, double yx, double yy, double y0) {
  static final AffineMap IDENTITY = new AffineMap(1, 0, 0, 0, 1, 0);

  /** Returns the map of a picture turned counter-clockwise. */
  static AffineMap rotation(double degrees) {
    double radians = degrees * (Math.PI / 180);
    // StrictMath: the same bits on every JVM
    double cos = StrictMath.cos(radians);
    double sin = StrictMath.sin(radians);
    return new AffineMap(cos, -sin, 0, sin, cos, 0);
  }

  /** Returns the map of a picture moved right by x and down by y. */
  static AffineMap shift(double x, double y) {
    return new AffineMap(1, 0, -x, 0, 1, -y);
  }

  /** Returns the map of a picture enlarged by a factor. */
  static AffineMap scale(double factor) {
    return new AffineMap(1 / factor, 0, 0, 0, 1 / factor, 0);
  }

  /** Returns the map of a picture changed by this first and by {@code next} then. */
  AffineMap then(AffineMap next) {
    return new AffineMap(
        xx * next.xx + xy * next.yx,
        xx * next.xy + xy * next.yy,
        xx * next.x0 + xy * next.y0 + x0,
        yx * next.xx + yy * next.yx,
        yx * next.xy + yy * next.yy,
        yx * next.x0 + yy * next.y0 + y0);
  }
}
