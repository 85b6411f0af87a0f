package dev.tandem.mnist;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Draws the pictures that the tests read. */
final class Pictures {
  private Pictures() {}

  /** Returns an MNIST digit as it is, in one of BufferedImage's types. */
  static BufferedImage digit(float[] values, int type) {
    BufferedImage picture = new BufferedImage(28, 28, type);
    int white = (1 << picture.getColorModel().getComponentSize(0)) - 1;
    for (int i = 0; i < values.length; i++) {
      for (int band = 0; band < Math.min(3, picture.getRaster().getNumBands()); band++) {
        picture.getRaster().setSample(i % 28, i / 28, band, Math.round(values[i] * white));
      }
    }
    return picture;
  }

  /** Returns a picture of a shade with another drawn into it, smoothly, as a square. */
  static BufferedImage place(
      BufferedImage digit, int width, int height, int x, int y, int side, Color background) {
    BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = picture.createGraphics();
    graphics.setColor(background);
    graphics.fillRect(0, 0, width, height);
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    graphics.drawImage(digit, x, y, side, side, null);
    graphics.dispose();
    return picture;
  }

  /** Returns the picture with black and white exchanged. */
  static BufferedImage inverted(BufferedImage picture) {
    BufferedImage inverted =
        new BufferedImage(picture.getWidth(), picture.getHeight(), BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < picture.getHeight(); y++) {
      for (int x = 0; x < picture.getWidth(); x++) {
        inverted.setRGB(x, y, ~picture.getRGB(x, y));
      }
    }
    return inverted;
  }

  static Path write(BufferedImage picture, Path file) throws IOException {
    String name = file.toString();
    if (!ImageIO.write(picture, name.substring(name.lastIndexOf('.') + 1), file.toFile())) {
      throw new IOException("no writer for " + file);
    }
    return file;
  }
}
