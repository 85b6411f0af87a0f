package dev.tandem.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.tandem.formats.Checkpoints;
import dev.tandem.training.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What only a process of its own can show: signals and a full disk. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(120)
class ProcessTest {
  @TempDir Path folder;
  private Path run;
  private String train;

  @BeforeEach
  void files() {
    run = folder.resolve("run");
    train = "train --backend fake --batch-size 8 --data " + TestData.write(folder.resolve("data"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM"})
  void aSignalSavesTheRun(String signal) throws Exception {
    assumeThat(ignoresInterrupts()).isFalse();
    JavaProcess process =
        JavaProcess.start(folder, "-Dfake.millis=20", train + " --epochs 100000 --output " + run);
    process.awaitOutput("Epoch: 2 Test set");

    new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();

    assertThat(process.awaitExit()).isEqualTo(130);
    assertThat(process.err()).contains("tandem train --resume " + run).doesNotContain("\tat ");
    Progress progress = Checkpoints.read(run.resolve("last.safetensors")).checkpoint().progress();
    assertThat(progress.epoch()).isGreaterThanOrEqualTo(2);
    assertThat(files(run)).containsExactlyInAnyOrder("last.safetensors", "run.json");
  }

  /** A parent in the background of a shell without job control hands this down. */
  private static boolean ignoresInterrupts() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return false;
    }
    try (Stream<String> lines = Files.lines(status)) {
      return lines
          .filter(line -> line.startsWith("SigIgn:"))
          .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 2) != 0);
    }
  }

  @Test
  void aFullDiskLeavesTheOldCheckpoint() throws Exception {
    JavaProcess first =
        JavaProcess.start(folder, "-Dfake.millis=0", train + " --epochs 1 --output " + run);
    assertThat(first.awaitExit()).isZero();
    byte[] before = Files.readAllBytes(run.resolve("last.safetensors"));

    // no file may grow beyond 64 blocks: a checkpoint needs more
    JavaProcess second =
        JavaProcess.startLimited(
            folder,
            "ulimit -f 64",
            train.replace("--batch-size 8", "--epochs 2") + " --resume " + run);

    assertThat(second.awaitExit()).isEqualTo(4);
    assertThat(second.err().lines().filter(line -> !line.startsWith("epoch ")))
        .singleElement()
        .asString()
        .startsWith("tandem: error: ")
        .contains(run.resolve("last.safetensors").toString());
    assertThat(run.resolve("last.safetensors")).hasBinaryContent(before);
    assertThat(files(run)).containsExactlyInAnyOrder("last.safetensors", "run.json");
  }

  @Test
  void aFullStdoutIsNoSuccess() throws Exception {
    assumeThat(Path.of("/dev/full")).exists();

    JavaProcess process = JavaProcess.startLimited(folder, "exec >/dev/full", "models --json");

    assertThat(process.awaitExit()).isEqualTo(4);
    assertThat(process.err().strip()).isEqualTo("tandem: error: stdout: No space left on device");
  }

  @Test
  void aReaderThatHasEnoughIsNoError() throws Exception {
    JavaProcess process =
        JavaProcess.startLimited(
            folder, "mkfifo p; (head -c 1 p >/dev/null) & exec >p", "generate-completion");

    assertThat(process.awaitExit()).isZero();
    assertThat(process.err()).isEmpty();
  }

  private static List<String> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
