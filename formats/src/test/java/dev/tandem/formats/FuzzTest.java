package dev.tandem.formats;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever comes in, what comes out is a value or a FormatException; the seed is fixed. */
@Tag("exhaustive")
class FuzzTest {
  /** What JSON and its numbers turn on. */
  private static final String[] TOKENS = {
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"",
    "\\u0000",
    "null",
    "true",
    "-1",
    "0",
    "1e999",
    "NaN",
    "2147483647",
    "9223372036854775807",
    "99999999999999999999",
    "0.5",
    "\"type\"",
    " ",
    "é"
  };

  private final Random random = new Random(20_250_101);

  private interface Reading {
    Object run() throws IOException;
  }

  /** Returns whether the input was refused; anything but a FormatException fails the test. */
  private static boolean refused(Reading reading) throws IOException {
    try {
      assertThat(reading.run()).isNotNull();
      return false;
    } catch (FormatException e) {
      assertThat(e.getMessage()).isNotBlank();
      return true;
    }
  }

  private String mutate(String text) {
    StringBuilder changed = new StringBuilder(text);
    for (int i = random.nextInt(3); i >= 0; i--) {
      int from = random.nextInt(changed.length() + 1);
      int to = Math.min(changed.length(), from + random.nextInt(6));
      changed.replace(from, to, TOKENS[random.nextInt(TOKENS.length)]);
    }
    return changed.toString();
  }

  private byte[] mutate(byte[] bytes) {
    byte[] changed = bytes.clone();
    for (int i = random.nextInt(4); i >= 0; i--) {
      changed[random.nextInt(changed.length)] = (byte) random.nextInt();
    }
    return random.nextInt(8) == 0 ? Arrays.copyOf(changed, random.nextInt(2000)) : changed;
  }

  @Test
  void models() throws IOException {
    String json = TandemJson.write(Samples.model());
    int refused = 0;
    for (int i = 0; i < 10_000; i++) {
      String mutant = mutate(json);
      refused += refused(() -> TandemJson.readModel(mutant)) ? 1 : 0;
    }
    assertThat(refused).isBetween(7_000, 9_999);
  }

  @Test
  void safetensors() throws IOException {
    Map<String, SafetensorsTensor> tensors = CheckpointTensors.encode(Samples.checkpoint());
    byte[] bytes = SafetensorsFileTest.bytes(new SafetensorsFile(tensors, Map.of("a", "b")));
    for (int i = 0; i < 30_000; i++) {
      byte[] mutant = mutate(bytes);
      refused(() -> SafetensorsFileTest.read(mutant));
    }
  }

  @Test
  void checkpoints(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("a.safetensors");
    Checkpoints.write(file, Samples.checkpoint(), Samples.record());
    byte[] bytes = Files.readAllBytes(file);
    for (int i = 0; i < 2_000; i++) {
      byte[] mutant = mutate(bytes);
      Files.write(file, mutant);
      assertThat(refused(() -> Checkpoints.read(file))).isEqualTo(!Arrays.equals(bytes, mutant));
    }
  }

  /** Behind the digest: whole files whose metadata say something else. */
  @Test
  void sealedCheckpoints(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("a.safetensors");
    Checkpoints.write(file, Samples.checkpoint(), Samples.record());
    SafetensorsFile content = SafetensorsFileTest.read(Files.readAllBytes(file));
    String[] keys = content.metadata().keySet().toArray(String[]::new);
    for (int i = 0; i < 1_000; i++) {
      String key = keys[random.nextInt(keys.length)];
      Map<String, String> metadata = new LinkedHashMap<>(content.metadata());
      metadata.put(key, mutate(metadata.get(key)));
      SafetensorsFile mutant = new SafetensorsFile(content.tensors(), metadata);
      Files.write(file, SafetensorsFileTest.bytes(CheckpointDigest.seal(mutant)));
      refused(() -> Checkpoints.read(file));
    }
  }

  @Test
  void noise() throws IOException {
    for (int i = 0; i < 5_000; i++) {
      byte[] noise = new byte[random.nextInt(100)];
      random.nextBytes(noise);
      refused(() -> SafetensorsFileTest.read(noise));
      String text = new String(noise, StandardCharsets.ISO_8859_1);
      refused(() -> TandemJson.readModel(text));
    }
  }
}
