package dev.tandem.examples.echo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The command line finds the backend because its jar is on the class path, and for no other reason.
 */
class EchoCommandLineTest {
  @TempDir private Path folder;

  private int run(String... command) throws IOException, InterruptedException {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(List.of("-cp", System.getProperty("java.class.path"), "dev.tandem.cli.Main"));
    line.addAll(List.of(command));
    return new ProcessBuilder(line)
        .directory(folder.toFile())
        .redirectOutput(folder.resolve("out").toFile())
        .redirectError(folder.resolve("err").toFile())
        .start()
        .waitFor();
  }

  @Test
  void listsIt() throws IOException, InterruptedException {
    assertThat(run("backends")).isZero();
    assertThat(Files.readString(folder.resolve("out")))
        .containsPattern("echo +an example: fully connected .* +available, Echo 1.0");
  }

  @Test
  void refusesWhatItCannotCompute() throws IOException, InterruptedException {
    assertThat(run("train", "--backend", "echo", "--limit", "64", "--epochs", "1")).isEqualTo(3);
    assertThat(Files.readString(folder.resolve("err")))
        .contains("backend echo cannot compute layer conv1.0 Conv2d[")
        .contains("choose another backend")
        .doesNotContain("\tat ");
  }
}
