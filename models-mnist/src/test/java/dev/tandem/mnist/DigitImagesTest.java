package dev.tandem.mnist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tandem.data.DataException;
import dev.tandem.data.Dataset;
import dev.tandem.tensor.HostTensor;
import dev.tandem.tensor.Shape;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DigitImagesTest {
  private static final int DIGITS = 12;

  private static Dataset test;

  @TempDir Path directory;

  @BeforeAll
  static void load() {
    test = MnistData.embedded().test();
  }

  private static float[] original(int index) {
    float[] values = new float[784];
    test.read(index, values, 0);
    return values;
  }

  private static double difference(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += Math.abs(a[i] - b[i]);
    }
    return sum / a.length;
  }

  private interface Drawing {
    BufferedImage of(BufferedImage digit);
  }

  /** Returns the mean difference to the originals after drawing and reading. */
  private double meanDifference(int type, String format, Drawing drawing) throws IOException {
    double sum = 0;
    for (int i = 0; i < DIGITS; i++) {
      BufferedImage picture = drawing.of(Pictures.digit(original(i), type));
      HostTensor read =
          DigitImages.read(Pictures.write(picture, directory.resolve("digit." + format)));
      sum += difference(read.values(), original(i));
    }
    return sum / DIGITS;
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        BufferedImage.TYPE_BYTE_GRAY,
        BufferedImage.TYPE_USHORT_GRAY,
        BufferedImage.TYPE_INT_RGB,
        BufferedImage.TYPE_3BYTE_BGR
      })
  void leavesAnMnistDigitNearlyUnchanged(int type) throws IOException {
    assertThat(meanDifference(type, "png", digit -> digit)).isLessThan(0.002);
  }

  @Test
  void givesATensorLikeMnist() throws IOException {
    BufferedImage digit = Pictures.digit(original(0), BufferedImage.TYPE_BYTE_GRAY);
    HostTensor read = DigitImages.read(Pictures.write(digit, directory.resolve("digit.png")));
    assertThat(read.shape()).isEqualTo(Shape.of(1, 28, 28));
    for (float value : read.values()) {
      assertThat(value).isBetween(0f, 1f);
    }
    assertThat(read.values()[0]).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "png, 56, 56, 0, 0, 56",
    "png, 280, 280, 0, 0, 280",
    "png, 640, 300, 400, 10, 200",
    "png, 100, 500, 0, 380, 100",
    "jpg, 500, 500, 30, 200, 250"
  })
  void findsTheDigitInAnySizeAndPlace(String format, int width, int height, int x, int y, int side)
      throws IOException {
    int rgb = BufferedImage.TYPE_INT_RGB;
    Drawing light = digit -> Pictures.place(digit, width, height, x, y, side, Color.BLACK);
    Drawing dark = digit -> Pictures.inverted(light.of(digit));
    assertThat(meanDifference(rgb, format, light)).isLessThan(0.04);
    assertThat(meanDifference(rgb, format, dark)).isLessThan(0.04);
  }

  @Test
  void readsGrayJpegsOfMnistsSize() throws IOException {
    assertThat(meanDifference(BufferedImage.TYPE_BYTE_GRAY, "jpg", digit -> digit))
        .isLessThan(0.02);
  }

  @Test
  void stretchesAPaleDigitOnGrayPaper() throws IOException {
    Drawing pale =
        digit -> {
          BufferedImage paper = new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY);
          for (int i = 0; i < 784; i++) {
            int ink = digit.getRaster().getSample(i % 28, i / 28, 0);
            paper.getRaster().setSample(i % 28, i / 28, 0, 180 - ink / 3);
          }
          return paper;
        };
    assertThat(meanDifference(BufferedImage.TYPE_BYTE_GRAY, "png", pale)).isLessThan(0.01);
  }

  @Test
  void takesTransparentForWhitePaper() throws IOException {
    Drawing transparent =
        digit -> {
          BufferedImage sheet = new BufferedImage(28, 28, BufferedImage.TYPE_INT_ARGB);
          for (int i = 0; i < 784; i++) {
            sheet.setRGB(i % 28, i / 28, digit.getRGB(i % 28, i / 28) << 24);
          }
          return sheet;
        };
    assertThat(meanDifference(BufferedImage.TYPE_INT_RGB, "png", transparent)).isLessThan(0.002);
  }

  @Test
  void reachesFullWhiteWithThinStrokes() throws IOException {
    BufferedImage stroke = new BufferedImage(600, 600, BufferedImage.TYPE_BYTE_GRAY);
    stroke.createGraphics().drawLine(300, 100, 300, 500);
    HostTensor read = DigitImages.read(Pictures.write(stroke, directory.resolve("one.png")));
    assertThat(read.values()).contains(1f);
  }

  @Test
  void thinsOutALargePicture() throws IOException {
    BufferedImage digit = Pictures.digit(original(0), BufferedImage.TYPE_INT_RGB);
    BufferedImage large = Pictures.place(digit, 2_100, 2_100, 0, 0, 2_100, Color.BLACK);
    HostTensor read = DigitImages.read(Pictures.write(large, directory.resolve("large.png")));
    assertThat(difference(read.values(), original(0))).isLessThan(0.05);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "1, 50", "200, 100"})
  void refusesABlankPicture(int width, int height) throws IOException {
    BufferedImage blank = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Path file = Pictures.write(blank, directory.resolve("blank.png"));
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> DigitImages.read(file))
        .withMessageStartingWith(file.toString())
        .withMessageContaining("shows no digit");
  }
}
