package dev.tandem.mnist;

import dev.tandem.data.DataException;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Decodes PNG and JPEG files from anywhere: bounded in memory, any failure a DataException. */
final class ImageDecoder {
  private static final long MAX_BYTES = 64L << 20;
  private static final long MAX_PIXELS = 64_000_000;

  /** Larger images are thinned out while they are decoded: a digit needs few. */
  private static final double WANTED_PIXELS = 1_000_000;

  private final Path file;

  private ImageDecoder(Path file) {
    this.file = file;
  }

  /**
   * Reads an image as luminance in [0, 1], transparent parts as on white paper.
   *
   * @throws DataException if it is no PNG or JPEG file, is damaged or too large
   */
  static GrayImage decode(Path file) {
    return new ImageDecoder(file).decode();
  }

  private GrayImage decode() {
    byte[] content = content();
    ImageReader reader = ImageIO.getImageReadersByFormatName(format(content)).next();
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(content))) {
      reader.setInput(in, true, true);
      return luminance(reader.read(0, thinned(reader)));
    } catch (DataException e) {
      throw e;
    } catch (IOException | RuntimeException | Error e) {
      // hostile files make the decoders throw nearly anything, OutOfMemoryError included
      throw failure("cannot be decoded (" + e + "); it is damaged, save it again.", e);
    } finally {
      reader.dispose();
    }
  }

  private byte[] content() {
    try {
      long size = Files.size(file);
      if (size > MAX_BYTES) {
        throw failure("has " + size + " bytes; at most " + MAX_BYTES + ", save it smaller.");
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw failure("cannot be read: " + e, e);
    }
  }

  private String format(byte[] content) {
    if (startsWith(content, 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n')) {
      return "png";
    }
    if (startsWith(content, 0xff, 0xd8, 0xff)) {
      return "jpeg";
    }
    throw failure("is neither PNG nor JPEG, whatever its name; save it as one of them.");
  }

  private static boolean startsWith(byte[] content, int... signature) {
    if (content.length < signature.length) {
      return false;
    }
    for (int i = 0; i < signature.length; i++) {
      if ((content[i] & 0xff) != signature[i]) {
        return false;
      }
    }
    return true;
  }

  /** Looks at the size before a pixel is decoded. */
  private ImageReadParam thinned(ImageReader reader) throws IOException {
    int width = reader.getWidth(0);
    int height = reader.getHeight(0);
    long pixels = (long) width * height;
    if (pixels > MAX_PIXELS) {
      throw failure(
          "is " + width + "x" + height + "; at most " + MAX_PIXELS + " pixels, shrink it.");
    }
    int step = (int) Math.ceil(Math.sqrt(pixels / WANTED_PIXELS));
    ImageReadParam param = reader.getDefaultReadParam();
    // a side shorter than the step would lose all its pixels
    param.setSourceSubsampling(Math.min(step, width), Math.min(step, height), 0, 0);
    return param;
  }

  private static GrayImage luminance(BufferedImage image) {
    float[] values = new float[image.getWidth() * image.getHeight()];
    // getRGB would bend gray levels: Java takes them for linear light
    if (image.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_GRAY) {
      fromGray(image, values);
    } else {
      fromColour(image, values);
    }
    return new GrayImage(image.getWidth(), values);
  }

  private static void fromGray(BufferedImage image, float[] values) {
    Raster raster = image.getRaster();
    float white = (1 << image.getColorModel().getComponentSize(0)) - 1;
    boolean alpha = image.getColorModel().hasAlpha();
    int width = image.getWidth();
    for (int i = 0; i < values.length; i++) {
      float level = raster.getSample(i % width, i / width, 0) / white;
      values[i] = alpha ? onWhite(level, raster.getSample(i % width, i / width, 1) / white) : level;
    }
  }

  private static void fromColour(BufferedImage image, float[] values) {
    int width = image.getWidth();
    int[] row = new int[width];
    for (int i = 0; i < values.length; i++) {
      if (i % width == 0) {
        image.getRGB(0, i / width, width, 1, row, 0, width);
      }
      int argb = row[i % width];
      // ITU-R BT.601, as in JPEG
      float sum = 299 * (argb >> 16 & 0xff) + 587 * (argb >> 8 & 0xff) + 114 * (argb & 0xff);
      values[i] = onWhite(sum / 255_000, (argb >>> 24) / 255f);
    }
  }

  private static float onWhite(float level, float alpha) {
    return level * alpha + 1 - alpha;
  }

  private DataException failure(String what) {
    return new DataException(file + " " + what);
  }

  private DataException failure(String what, Throwable cause) {
    return new DataException(file + " " + what, cause);
  }
}
