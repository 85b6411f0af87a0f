package dev.tandem.mnist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tandem.data.DataException;
import dev.tandem.data.Dataset;
import dev.tandem.tensor.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MnistDataTest {
  @TempDir Path directory;

  private void assertRefused(String... parts) {
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> MnistData.fromDirectory(directory))
        .satisfies(e -> assertThat(e).hasMessageContainingAll(parts));
  }

  @Test
  void embedsMnist() {
    MnistData data = MnistData.embedded();
    assertThat(data.name()).isEqualTo("mnist");
    assertThat(data.train().size()).isEqualTo(60_000);
    assertThat(data.test().size()).isEqualTo(10_000);
    assertThat(data.train().classes()).isEqualTo(10);
    assertThat(data.test().shape()).isEqualTo(Shape.of(1, 28, 28));
    // the best known facts about MNIST
    assertThat(data.train().label(0)).isEqualTo(5);
    assertThat(data.test().label(0)).isEqualTo(7);
    assertThat(data.train().sha256()).matches("[0-9a-f]{64}").isNotEqualTo(data.test().sha256());
  }

  @ParameterizedTest
  @CsvSource({
    "train-images, 3, ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
    "train-labels, 1, 65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
    "t10k-images, 3, 0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
    "t10k-labels, 1, ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"
  })
  void theFilesAreThePublishedOnes(String name, int rank, String sha256) throws Exception {
    IdxArray file = IdxReader.readResource(name + "-idx" + rank + "-ubyte.gz", rank);
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(file.content());
    assertThat(HexFormat.of().formatHex(digest)).isEqualTo(sha256);
  }

  @Test
  void normalisesByTheTrainingPixels() {
    Dataset train = MnistData.embedded().train();
    double sum = 0;
    double squares = 0;
    float[] image = new float[784];
    for (int i = 0; i < train.size(); i++) {
      train.read(i, image, 0);
      for (float value : image) {
        sum += value;
        squares += value * value;
      }
    }
    double mean = sum / (60_000 * 784.0);
    double deviation = Math.sqrt(squares / (60_000 * 784.0) - mean * mean);
    assertThat(mean).isCloseTo(MnistData.NORMALIZATION.mean(), within());
    assertThat(deviation).isCloseTo(MnistData.NORMALIZATION.standardDeviation(), within());
  }

  private static Offset<Double> within() {
    return Offset.offset(5e-5);
  }

  @Test
  void refusesOtherContentThanExpected() {
    ImageDataset data =
        ImageDataset.of(
            "x",
            new IdxArray(Shape.of(1, 1, 1), new byte[] {1}),
            new IdxArray(Shape.of(1), new byte[] {2}));
    assertThat(MnistData.verified(data.sha256(), data)).isSameAs(data);
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> MnistData.verified("0", data))
        .withMessageContaining("SHA-256 must be 0, got " + data.sha256());
  }

  @Test
  void readsADirectory() throws IOException {
    Idx.writeSet(directory);
    MnistData data = MnistData.fromDirectory(directory);
    assertThat(data.name()).isEqualTo(directory.getFileName().toString());
    assertThat(data.train().size()).isEqualTo(3);
    assertThat(data.train().shape()).isEqualTo(Shape.of(1, 4, 5));
    assertThat(data.train().label(1)).isEqualTo(2);
    // the test set's label 3 counts for both
    assertThat(data.train().classes()).isEqualTo(4);
    assertThat(data.test().classes()).isEqualTo(4);
    float[] target = new float[22];
    data.train().read(1, target, 2);
    assertThat(target[2]).isEqualTo((Idx.images(3, 4, 5)[36] & 0xff) / 255f);
    assertThat(target[1]).isZero();
  }

  @Test
  void theIdentityIsTheContentNotTheCompression() throws IOException {
    Idx.writeSet(directory);
    String before = MnistData.fromDirectory(directory).train().sha256();
    Path plain = directory.resolve("train-images-idx3-ubyte");
    Files.write(directory.resolve("train-images-idx3-ubyte.gz"), Idx.gzip(Idx.images(3, 4, 5)));
    Files.delete(plain);
    assertThat(MnistData.fromDirectory(directory).train().sha256()).isEqualTo(before);
    Files.write(plain, Idx.images(4, 4, 5));
    Files.write(directory.resolve("train-labels-idx1-ubyte"), Idx.labels(0, 1, 2, 3));
    assertThat(MnistData.fromDirectory(directory).train().sha256()).isNotEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource({
    "train-images.idx3-ubyte, train-labels.idx1-ubyte, t10k-images.idx3-ubyte, t10k-labels.idx1-ubyte",
    "emnist-digits-train-images-idx3-ubyte, emnist-digits-train-labels-idx1-ubyte,"
        + " emnist-digits-test-images-idx3-ubyte, emnist-digits-test-labels-idx1-ubyte"
  })
  void knowsOtherSpellings(String a, String b, String c, String d) throws IOException {
    Files.write(directory.resolve(a), Idx.images(1, 2, 2));
    Files.write(directory.resolve(b), Idx.labels(1));
    Files.write(directory.resolve(c), Idx.images(1, 2, 2));
    Files.write(directory.resolve(d), Idx.labels(0));
    assertThat(MnistData.fromDirectory(directory).train().classes()).isEqualTo(2);
  }

  @Test
  void saysWhatItLookedFor() throws IOException {
    assertRefused("has none of", "train-images-idx3-ubyte,", "train-images.idx3-ubyte.gz");
    Idx.writeSet(directory);
    Files.delete(directory.resolve("t10k-labels-idx1-ubyte"));
    assertRefused("t10k-labels-idx1-ubyte,", "emnist-digits-test-labels-idx1-ubyte.gz");
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> MnistData.fromDirectory(directory.resolve("none")))
        .withMessageContaining("no such directory");
  }

  @Test
  void refusesFilesThatDoNotFitTogether() throws IOException {
    Idx.writeSet(directory);
    Path images = directory.resolve("t10k-images-idx3-ubyte");
    Files.write(images, Idx.images(3, 4, 5));
    assertRefused("got 3 images and 2 labels", images.toString());
    Files.write(images, Idx.images(2, 5, 4));
    assertRefused("got [1, 4, 5] and [1, 5, 4]");
  }
}
