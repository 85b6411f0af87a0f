package dev.tandem.mnist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tandem.data.DataException;
import dev.tandem.tensor.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdxReaderTest {
  @TempDir Path directory;

  private IdxArray read(byte[] content, int rank) throws IOException {
    return IdxReader.read(Files.write(directory.resolve("file"), content), rank);
  }

  private void assertRefused(byte[] content, int rank, String why) {
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> read(content, rank))
        .withMessageStartingWith(directory.resolve("file").toString())
        .withMessageContaining(why);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void readsPlainAndCompressedWhateverTheName(boolean compressed) throws IOException {
    byte[] content = Idx.images(2, 3, 4);
    IdxArray array = read(compressed ? Idx.gzip(content) : content, 3);
    assertThat(array.shape()).isEqualTo(Shape.of(2, 3, 4));
    assertThat(array.content()).isEqualTo(content);
    assertThat(array.offset()).isEqualTo(16);
    assertThat(array.at(23)).isEqualTo(content[39] & 0xff);
  }

  @ParameterizedTest
  @CsvSource({
    "0x803, magic number must be 0x00000801",
    "0xd01, magic number must be 0x00000801",
    "0x1000801, got 0x01000801"
  })
  void refusesOtherKinds(int magic, String why) {
    assertRefused(Idx.file(magic, new int[] {1}, (byte) 7), 1, why);
  }

  @Test
  void refusesAFileWithoutAHeader() {
    assertRefused(new byte[0], 1, "too short for a header, got 0 bytes");
    assertRefused(new byte[7], 1, "too short for a header, got 7 bytes");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 28, 28, dimension 0 must be at least 1",
    "1, -1, 28, dimension 1 must be at least 1",
    "65536, 65536, 1, more than",
    "2147483647, 2147483647, 2147483647, more than",
    "1000000, 28, 28, promises 784000016 bytes"
  })
  void refusesDimensionsThatCannotBe(int count, int height, int width, String why)
      throws IOException {
    byte[] file = Idx.file(0x803, new int[] {count, height, width}, new byte[784]);
    assertRefused(file, 3, why);
    assertRefused(Idx.gzip(file), 3, why);
  }

  @Test
  void refusesAnotherNumberOfValues() throws IOException {
    byte[] whole = Idx.labels(1, 2, 3);
    byte[] cut = Arrays.copyOf(whole, whole.length - 1);
    assertRefused(cut, 1, "promises 11 bytes, the file has 10");
    assertRefused(Idx.gzip(cut), 1, "promises 11 bytes, got 10");
    byte[] longer = Arrays.copyOf(whole, whole.length + 1);
    assertRefused(longer, 1, "more bytes follow the 11");
    assertRefused(Idx.gzip(longer), 1, "more bytes follow the 11");
  }

  @Test
  void stopsAtTheFirstByteOfABomb() throws IOException {
    byte[] bomb = Arrays.copyOf(Idx.labels(1), 10_000_000);
    assertRefused(Idx.gzip(bomb), 1, "more bytes follow the 9");
  }

  @Test
  void refusesDamagedCompression() throws IOException {
    byte[] whole = Idx.gzip(Idx.images(20, 28, 28));
    assertRefused(Arrays.copyOf(whole, whole.length / 2), 3, "cannot be read");
    assertRefused(Arrays.copyOf(whole, 2), 3, "cannot be read");
    whole[whole.length - 6] ^= 1; // the checksum
    assertRefused(whole, 3, "cannot be read");
  }

  @Test
  void refusesAMissingFileAndAMissingResource() {
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> IdxReader.read(directory.resolve("none"), 1))
        .withMessageContaining("cannot be read");
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> IdxReader.readResource("none", 1))
        .withMessageContaining("not in the jar");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void answersAnyMutationWithDataOrADataException(boolean compressed) throws IOException {
    byte[] plain = Idx.images(2, 5, 5);
    byte[] whole = compressed ? Idx.gzip(plain) : plain;
    Random random = new Random(7);
    for (int i = 0; i < 500; i++) {
      byte[] mutant = Arrays.copyOf(whole, 1 + random.nextInt(whole.length + 8));
      for (int change = random.nextInt(4); change > 0; change--) {
        // half of the changes hit the header, where they matter
        int place =
            random.nextInt(random.nextBoolean() ? Math.min(20, mutant.length) : mutant.length);
        mutant[place] = (byte) random.nextInt();
      }
      try {
        IdxArray array = read(mutant, 3);
        assertThat(array.content()).hasSize(16 + array.shape().size());
      } catch (DataException expected) {
        assertThat(expected).hasMessageContaining("fetch it again");
      }
    }
  }
}
