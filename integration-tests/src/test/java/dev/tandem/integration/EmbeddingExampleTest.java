package dev.tandem.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.training.Evaluation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The README's example is this module's, and it works. */
class EmbeddingExampleTest {
  private static final Path SOURCE =
      Path.of("src/test/java/dev/tandem/integration/EmbeddingExample.java");

  @Test
  void learnsDigitsInOneShortEpoch() {
    Evaluation evaluation = EmbeddingExample.trainAndEvaluate("pytorch");
    assertThat(evaluation.total()).isEqualTo(10_000);
    assertThat(evaluation.accuracy()).isGreaterThan(0.9);
  }

  @Test
  void standsInTheReadmeAsItIs() throws IOException {
    String source = Files.readString(SOURCE);
    String example =
        source
            .substring(source.indexOf("// tag::example[]"), source.indexOf("  // end::example[]"))
            .lines()
            .skip(1)
            .map(line -> line.startsWith("  ") ? line.substring(2) : line)
            .reduce("", (text, line) -> text + line + "\n");
    assertThat(Files.readString(Path.of("../README.md"))).contains(example);
  }
}
