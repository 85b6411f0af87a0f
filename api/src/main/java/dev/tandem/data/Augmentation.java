package dev.tandem.data;

import dev.tandem.random.RandomStream;
import dev.tandem.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Random geometric changes of training images. The changes are composed into one map and the image
 * is sampled once; places outside it count as {@code fill}.
 *
 * @param transforms applied in this order; empty for no augmentation
 * @param fill value outside the image, in the data's own range before normalisation
 * @param interpolation how a value between pixels is taken
 */
public record Augmentation(
    List<RandomTransform> transforms, float fill, Interpolation interpolation) {

  /** How a value between pixels is taken. */
  public enum Interpolation {
    /** Weighted mean of the four pixels around: smooth, blurs a little. */
    BILINEAR,
    /** The pixel whose centre is nearest: keeps every value as it is. torchvision's default. */
    NEAREST
  }

  public Augmentation {
    transforms = List.copyOf(transforms);
  }

  /** Returns the augmentation that changes nothing and draws nothing; bilinear, filled with 0. */
  public static Augmentation none() {
    return new Augmentation(List.of(), 0, Interpolation.BILINEAR);
  }

  /** Returns this augmentation followed by another change. */
  public Augmentation with(RandomTransform transform) {
    List<RandomTransform> longer = new ArrayList<>(transforms);
    longer.add(transform);
    return new Augmentation(longer, fill, interpolation);
  }

  /** Returns this augmentation with another value outside the image. */
  public Augmentation withFill(float newFill) {
    return new Augmentation(transforms, newFill, interpolation);
  }

  /** Returns this augmentation with another way to take values between pixels. */
  public Augmentation withInterpolation(Interpolation newInterpolation) {
    return new Augmentation(transforms, fill, newInterpolation);
  }

  /** Returns whether nothing is changed. */
  public boolean isNone() {
    return transforms.isEmpty();
  }

  /**
   * Writes a randomly changed copy of an image.
   *
   * @param image shape {@code [channels, height, width]}, row-major
   * @param target takes the copy from {@code offset} on
   * @throws IllegalArgumentException if the shape is no image
   */
  void apply(float[] image, Shape shape, float[] target, int offset, RandomStream random) {
    if (shape.rank() != 3) {
      throw new IllegalArgumentException(
          "augmentation needs images [channels, height, width], got " + shape);
    }
    AffineMap map = AffineMap.IDENTITY;
    for (RandomTransform transform : transforms) {
      map = map.then(transform.draw(random));
    }
    int plane = shape.dimension(1) * shape.dimension(2);
    for (int channel = 0; channel < shape.dimension(0); channel++) {
      int start = channel * plane;
      sample(image, start, shape.dimension(1), shape.dimension(2), map, target, offset + start);
    }
  }

  private void sample(
      float[] image, int start, int height, int width, AffineMap map, float[] target, int offset) {
    double centreX = (width - 1) / 2.0;
    double centreY = (height - 1) / 2.0;
    int place = offset;
    for (int row = 0; row < height; row++) {
      double y = row - centreY;
      // one row of the output is a straight line through the input
      double sourceX = map.xx() * -centreX + map.xy() * y + map.x0() + centreX;
      double sourceY = map.yx() * -centreX + map.yy() * y + map.y0() + centreY;
      for (int column = 0; column < width; column++) {
        float x = (float) (sourceX + map.xx() * column);
        float v = (float) (sourceY + map.yx() * column);
        target[place++] =
            interpolation == Interpolation.BILINEAR
                ? bilinear(image, start, height, width, x, v)
                : at(image, start, height, width, nearest(v), nearest(x));
      }
    }
  }

  private float bilinear(float[] image, int start, int height, int width, float x, float y) {
    int left = (int) (x + 1) - 1; // floor for x >= -1; below that all four places are outside
    int top = (int) (y + 1) - 1;
    if (!(x > -1 && y > -1) || left >= width || top >= height) {
      return fill;
    }
    float right = x - left;
    float down = y - top;
    float a;
    float b;
    float c;
    float d;
    if (left >= 0 && top >= 0 && left + 1 < width && top + 1 < height) {
      int at = start + top * width + left;
      a = image[at];
      b = image[at + 1];
      c = image[at + width];
      d = image[at + width + 1];
    } else {
      a = at(image, start, height, width, top, left);
      b = at(image, start, height, width, top, left + 1);
      c = at(image, start, height, width, top + 1, left);
      d = at(image, start, height, width, top + 1, left + 1);
    }
    float upper = a + (b - a) * right;
    float lower = c + (d - c) * right;
    return upper + (lower - upper) * down;
  }

  /** Returns the nearest whole number, the greater of two equally near. */
  private static int nearest(float coordinate) {
    return (int) Math.floor(coordinate + 0.5f);
  }

  private float at(float[] image, int start, int height, int width, int row, int column) {
    boolean inside = row >= 0 && row < height && column >= 0 && column < width;
    return inside ? image[start + row * width + column] : fill;
  }
}
