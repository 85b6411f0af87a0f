package dev.tandem.mnist;

import java.util.function.DoubleUnaryOperator;

/** A gray image of any size, row by row. */
final class GrayImage {
  private final int width;
  private final float[] values;

  /**
   * @param values not copied; a whole number of rows
   */
  GrayImage(int width, float[] values) {
    this.width = width;
    this.values = values;
  }

  int width() {
    return width;
  }

  int height() {
    return values.length / width;
  }

  /** Returns the live array. */
  float[] values() {
    return values;
  }

  float at(int x, int y) {
    return values[y * width + x];
  }

  /** Returns the outermost values, corners twice. */
  float[] border() {
    int height = height();
    float[] border = new float[2 * (width + height)];
    for (int x = 0; x < width; x++) {
      border[2 * x] = at(x, 0);
      border[2 * x + 1] = at(x, height - 1);
    }
    for (int y = 0; y < height; y++) {
      border[2 * (width + y)] = at(0, y);
      border[2 * (width + y) + 1] = at(width - 1, y);
    }
    return border;
  }

  float max() {
    float max = values[0];
    for (float value : values) {
      max = Math.max(max, value);
    }
    return max;
  }

  GrayImage map(DoubleUnaryOperator change) {
    float[] changed = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      changed[i] = (float) change.applyAsDouble(values[i]);
    }
    return new GrayImage(width, changed);
  }

  /** Returns the smallest part that holds every value above the threshold; there must be one. */
  GrayImage cropAbove(float threshold) {
    return cropRowsAbove(threshold).transpose().cropRowsAbove(threshold).transpose();
  }

  private GrayImage cropRowsAbove(float threshold) {
    int first = 0;
    while (values[first] <= threshold) {
      first++;
    }
    int last = values.length - 1;
    while (values[last] <= threshold) {
      last--;
    }
    int from = first / width * width;
    float[] rows = new float[(last / width + 1) * width - from];
    System.arraycopy(values, from, rows, 0, rows.length);
    return new GrayImage(width, rows);
  }

  /** Returns the image in another size; every value is the mean of the area it covers. */
  GrayImage resize(int newWidth, int newHeight) {
    return resizeWidth(newWidth).transpose().resizeWidth(newHeight).transpose();
  }

  private GrayImage resizeWidth(int newWidth) {
    int height = height();
    double step = (double) width / newWidth;
    float[] resized = new float[newWidth * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < newWidth; x++) {
        resized[y * newWidth + x] = mean(y, x * step, Math.min((x + 1) * step, width));
      }
    }
    return new GrayImage(newWidth, resized);
  }

  private float mean(int y, double from, double to) {
    double sum = 0;
    for (int x = (int) from; x < to; x++) {
      sum += at(x, y) * (Math.min(x + 1, to) - Math.max(x, from));
    }
    return (float) (sum / (to - from));
  }

  private GrayImage transpose() {
    int height = height();
    float[] transposed = new float[values.length];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        transposed[x * height + y] = at(x, y);
      }
    }
    return new GrayImage(height, transposed);
  }
}
