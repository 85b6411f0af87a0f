package dev.tandem.mnist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.data.DataException;
import java.awt.Point;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageDecoderTest {
  @TempDir Path directory;

  private void assertRefused(Path file, String why) {
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> ImageDecoder.decode(file))
        .withMessageStartingWith(file.toString())
        .withMessageContaining(why);
  }

  private byte[] picture(String format) throws IOException {
    BufferedImage picture = new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB);
    picture.createGraphics().drawString("5", 10, 20);
    return Files.readAllBytes(Pictures.write(picture, directory.resolve("whole." + format)));
  }

  private Path file(byte[] content) throws IOException {
    return Files.write(directory.resolve("some.png"), content);
  }

  /** Returns a picture whose header claims another size, with a right checksum. */
  private byte[] claiming(int width, int height) throws IOException {
    byte[] content = picture("png");
    ByteBuffer header = ByteBuffer.wrap(content);
    header.putInt(16, width).putInt(20, height);
    CRC32 checksum = new CRC32();
    checksum.update(content, 12, 17);
    header.putInt(29, (int) checksum.getValue());
    return content;
  }

  @Test
  void knowsTheFormatByTheContent() throws IOException {
    assertThat(ImageDecoder.decode(file(picture("jpg"))).width()).isEqualTo(40);
    assertRefused(file("5".getBytes(StandardCharsets.UTF_8)), "is neither PNG nor JPEG");
    assertRefused(
        file("a text that is long enough".getBytes(StandardCharsets.UTF_8)),
        "is neither PNG nor JPEG");
    assertRefused(file(new byte[0]), "is neither PNG nor JPEG");
    assertRefused(file(picture("gif")), "is neither PNG nor JPEG");
  }

  @Test
  void refusesWhatCannotBeRead() {
    assertRefused(directory.resolve("none.png"), "cannot be read");
    assertRefused(directory, "cannot be read");
  }

  @Test
  void refusesAHugeFileWithoutReadingIt() throws IOException {
    Path huge = directory.resolve("huge.png");
    try (RandomAccessFile sparse = new RandomAccessFile(huge.toFile(), "rw")) {
      sparse.setLength(1L << 32);
    }
    assertRefused(huge, "has 4294967296 bytes");
  }

  @Test
  void refusesHugeDimensionsWithoutDecoding() throws IOException {
    assertRefused(file(claiming(Integer.MAX_VALUE, Integer.MAX_VALUE)), "at most 64000000 pixels");
    assertRefused(file(claiming(8_001, 8_000)), "is 8001x8000");
    assertRefused(file(claiming(-1, 8)), "");
    assertRefused(file(claiming(0, 8)), "cannot be decoded");
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpg"})
  void answersAnyMutationWithAnImageOrADataException(String format) throws IOException {
    byte[] whole = picture(format);
    Random random = new Random(7);
    for (int i = 0; i < 150; i++) {
      byte[] mutant = Arrays.copyOf(whole, 8 + random.nextInt(whole.length - 7));
      for (int change = random.nextInt(4); change > 0; change--) {
        mutant[random.nextInt(mutant.length)] = (byte) random.nextInt();
      }
      try {
        assertThat(ImageDecoder.decode(file(mutant)).values()).isNotEmpty();
      } catch (DataException expected) {
        assertThat(expected).hasMessageContaining("some.png");
      }
    }
  }

  @Test
  void refusesATruncatedPng() throws IOException {
    byte[] whole = picture("png");
    assertRefused(file(Arrays.copyOf(whole, 60)), "cannot be decoded");
    assertRefused(file(Arrays.copyOf(whole, 8)), "cannot be decoded");
  }

  @Test
  void composesGrayWithAlphaOnWhite() throws IOException {
    ColorModel model =
        new ComponentColorModel(
            ColorSpace.getInstance(ColorSpace.CS_GRAY),
            true,
            false,
            ColorModel.TRANSLUCENT,
            DataBuffer.TYPE_BYTE);
    WritableRaster raster =
        Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 2, 1, 2, new Point());
    raster.setPixel(0, 0, new int[] {51, 255});
    raster.setPixel(1, 0, new int[] {51, 51});
    BufferedImage picture = new BufferedImage(model, raster, false, null);
    GrayImage read = ImageDecoder.decode(Pictures.write(picture, directory.resolve("alpha.png")));
    assertThat(read.at(0, 0)).isCloseTo(0.2f, within(1e-6f));
    assertThat(read.at(1, 0)).isCloseTo(0.84f, within(1e-6f));
  }

  @Test
  void weighsColoursAsTheEyeDoes() throws IOException {
    BufferedImage picture = new BufferedImage(4, 1, BufferedImage.TYPE_INT_RGB);
    picture.setRGB(0, 0, 0xff0000);
    picture.setRGB(1, 0, 0x00ff00);
    picture.setRGB(2, 0, 0x0000ff);
    picture.setRGB(3, 0, 0xffffff);
    GrayImage read = ImageDecoder.decode(Pictures.write(picture, directory.resolve("colours.png")));
    assertThat(read.values())
        .containsExactly(new float[] {0.299f, 0.587f, 0.114f, 1}, within(1e-6f));
  }
}
