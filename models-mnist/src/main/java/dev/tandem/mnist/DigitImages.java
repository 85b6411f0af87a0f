package dev.tandem.mnist;

import dev.tandem.data.DataException;
import dev.tandem.tensor.HostTensor;
import dev.tandem.tensor.Shape;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Reads a picture of one handwritten digit the way MNIST's were made (LeCun et al., "Gradient-based
 * learning applied to document recognition", 1998): scaled to fit 20x20 with its aspect ratio kept,
 * its centre of mass in the middle of 28x28, white on black.
 *
 * <p>PNG and JPEG, any size, dark on light or light on dark. An orientation noted in the file's
 * metadata is not applied.
 */
public final class DigitImages {
  private static final int SIDE = 28;
  private static final int DIGIT = 20;

  /**
   * Part of the full contrast from which on a pixel belongs to the digit: above the noise that JPEG
   * leaves around strokes, below the edges of MNIST's own digits.
   */
  private static final float INK = 0.2f;

  private static final float LEAST_CONTRAST = 0.1f;

  private DigitImages() {}

  /**
   * Reads a picture.
   *
   * @return {@code [1, 28, 28]}, values in [0, 1], background 0, not yet normalised
   * @throws DataException if the file is no PNG or JPEG, is damaged, has more than 64 megapixels or
   *     64 MiB, or shows nothing
   */
  public static HostTensor read(Path file) {
    GrayImage digit = ink(ImageDecoder.decode(file), file).cropAbove(INK);
    return HostTensor.of(Shape.of(1, SIDE, SIDE), centred(fitted(digit)).values());
  }

  /** Returns how much ink is on each pixel: 0 for the paper, 1 for the strongest stroke. */
  private static GrayImage ink(GrayImage image, Path file) {
    float paper = quantile(image.border(), 0.5);
    float lighter = image.max() - paper;
    float darker = image.map(v -> -v).max() + paper;
    int sign = lighter > darker ? 1 : -1;
    GrayImage ink = image.map(v -> sign * (v - paper));
    // what three quarters of the border stay below is grain or shade of the paper
    float grain = quantile(ink.border(), 0.75);
    float contrast = ink.max() - grain;
    if (contrast < LEAST_CONTRAST) {
      throw new DataException(
          file + " shows no digit: it is all of one shade; take a picture with more contrast.");
    }
    return ink.map(v -> Math.max(0, (v - grain) / contrast));
  }

  private static float quantile(float[] values, double part) {
    Arrays.sort(values);
    return values[(int) (part * (values.length - 1))];
  }

  private static GrayImage fitted(GrayImage digit) {
    double scale = (double) DIGIT / Math.max(digit.width(), digit.height());
    int width = (int) Math.max(1, Math.round(digit.width() * scale));
    int height = (int) Math.max(1, Math.round(digit.height() * scale));
    GrayImage fitted = digit.resize(width, height);
    // thin strokes of a large picture pale when it shrinks; MNIST's are white
    float strongest = fitted.max();
    return fitted.map(v -> v / strongest);
  }

  private static GrayImage centred(GrayImage digit) {
    double mass = 0;
    double momentX = 0;
    double momentY = 0;
    for (int y = 0; y < digit.height(); y++) {
      for (int x = 0; x < digit.width(); x++) {
        mass += digit.at(x, y);
        momentX += digit.at(x, y) * x;
        momentY += digit.at(x, y) * y;
      }
    }
    int left = corner(momentX / mass, digit.width());
    int top = corner(momentY / mass, digit.height());
    float[] field = new float[SIDE * SIDE];
    for (int y = 0; y < digit.height(); y++) {
      System.arraycopy(
          digit.values(), y * digit.width(), field, (top + y) * SIDE + left, digit.width());
    }
    return new GrayImage(SIDE, field);
  }

  /**
   * Returns where the digit starts so that its centre of mass is on row or column 14, as in MNIST,
   * and no part is cut off.
   */
  private static int corner(double centre, int length) {
    long start = Math.round(SIDE / 2.0 - centre);
    return (int) Math.min(Math.max(0, start), SIDE - length);
  }
}
