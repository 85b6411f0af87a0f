package dev.tandem.cli;

import static dev.tandem.cli.Cli.tandem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.cli.Cli.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Help, and everything that can be wrong with a command line. */
class UsageTest {
  @TempDir Path folder;

  private static Cli withoutGuice() {
    return new Cli()
        .with(
            () -> {
              throw new AssertionError("Guice was started");
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "train ", "evaluate ", "predict ", "summary ", "models ", "backends "})
  void helpNeedsNoGuice(String command) {
    Result result = withoutGuice().run((command + "--help").split(" "));

    assertThat(result.exit()).isZero();
    assertThat(result.out()).startsWith("Usage: tandem ");
    assertThat(result.out().lines()).allMatch(line -> line.length() <= 80, "fits 80 columns");
    assertThat(result.err()).isEmpty();
  }

  @Test
  void helpListsCommandsAndExitCodes() {
    assertThat(tandem("--help").out())
        .contains("train", "evaluate", "predict", "summary", "models", "backends")
        .contains("generate-completion", "Exit codes:", "130 ", "TANDEM_BATCH_SIZE");
    assertThat(tandem("help", "train").out()).isEqualTo(tandem("train", "--help").out());
  }

  @Test
  void versionHasTheCommit() {
    assertThat(tandem("--version").out())
        .matches("tandem \\d+\\.\\d+\\.\\d+\\S* \\(commit (unknown|[0-9a-f]{40})(-dirty)?\\)\\s+");
  }

  @Test
  void completionIsAScript() {
    assertThat(tandem("generate-completion").out())
        .startsWith("#!/usr/bin/env bash")
        .contains("--target-accuracy", "mnist-ultrasmall", "quick");
  }

  @Test
  void withoutACommandTheUsageIsShown() {
    Result result = tandem();

    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.err()).contains("Missing required subcommand", "tandem --help");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "trian | train",
        "train --modle x | --model",
        "train --epochs 0 | --epochs",
        "train --epochs -3 | --epochs",
        "train --epochs 1.5 | must be a whole number of at least 1, got '1.5'",
        "train --epochs | --epochs",
        "train --batch-size x | --batch-size",
        "train --lr 0 | --lr",
        "train --lr NaN | --lr",
        "train --lr Infinity | --lr",
        "train --seed one | --seed",
        "train --threads 0 | --threads",
        "train --limit 0 | --limit",
        "train --validation -1 | --validation",
        "train --target-accuracy 101 | --target-accuracy",
        "train --model resnet | there are: mnist-medium, mnist-small, mnist-ultrasmall",
        "train --recipe fast | there are: seed, quick",
        "train --device tpu | use cpu or gpu:N",
        "train surplus | surplus",
        "evaluate | --checkpoint",
        "predict --checkpoint a | IMAGE",
        "summary --model x | --model",
      })
  void mistakesAreNamed(String command, String named) {
    Result result = withoutGuice().run(command.split(" "));

    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).startsWith("tandem: error: ").contains(named, "--help'");
  }

  @Test
  void anUnknownBackendIsAnsweredWithThoseThereAre() {
    Result result = tandem("train", "--backend", "torch", "--output", folder + "/run");

    assertThat(result.exit()).isEqualTo(3);
    assertThat(result.err())
        .contains("unknown backend 'torch'; on the class path: broken, fake, pytorch, reference");
    assertThat(folder.resolve("run")).doesNotExist();
  }

  @Test
  void aMissingDeviceIsNeverReplaced() {
    Result result =
        tandem("train", "--backend", "fake", "--device", "gpu:0", "--output", folder + "/run");

    assertThat(result.exit()).isEqualTo(3);
    assertThat(result.err()).isEqualTo("tandem: error: fake: no gpu:0 here; use cpu\n");
    assertThat(folder.resolve("run")).doesNotExist();
  }

  @Test
  void badDataIsNamed() throws IOException {
    Path data = TestData.write(folder.resolve("data"));
    Path labels = data.resolve("train-labels-idx1-ubyte");
    String train = "train --backend fake --data " + data + " --output " + folder + "/run";

    Files.write(labels, new byte[] {0, 0, 8, 1, 0, 0, 0, 40, 1, 2});
    assertBadData(train, labels.getFileName().toString());
    Files.delete(labels);
    assertBadData(train, labels.getFileName().toString());
    assertBadData(train.replace("/data ", "/none "), "none");
    assertThat(folder.resolve("run")).doesNotExist();
  }

  @Test
  void theOutputMustBeWritable() throws IOException {
    Path data = TestData.write(folder.resolve("data"));
    Path file = Files.createFile(folder.resolve("file"));
    String train = "train --backend fake --data " + data + " --output ";

    assertBadData(train + file, "file");
    assertBadData(train + file.resolve("run"), "file");
    assertBadData(train + "/proc/tandem", "/proc/tandem");
  }

  private static void assertBadData(String command, String named) {
    Result result = new Cli().run(command.split(" "));
    assertThat(result.exit()).isEqualTo(4);
    assertThat(result.out().lines().filter(line -> line.startsWith("Epoch"))).isEmpty();
    assertThat(result.err().lines()).hasSize(1);
    assertThat(result.err()).startsWith("tandem: error: ").contains(named);
  }

  @Test
  void anErrorOfTheEngineIsOneLineToo() {
    Cli cli =
        new Cli()
            .with(
                () -> {
                  throw new UnsatisfiedLinkError("libx.so");
                });
    Result result = cli.run("backends");
    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.err())
        .isEqualTo(
            "tandem: error: unexpected java.lang.UnsatisfiedLinkError: libx.so; --verbose shows"
                + " where.\n");
    assertThat(cli.run("backends", "--verbose").err()).contains("\tat ");
  }

  @Test
  void verboseShowsTheTrace() {
    assertThat(tandem("evaluate", "--checkpoint", "none", "--verbose").err())
        .contains("\tat dev.tandem", "tandem: error: ");
    assertThat(tandem("evaluate", "--checkpoint", "none").err()).doesNotContain("\tat ");
  }

  @Test
  void nothingDependsOnTheLocale() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      String arabic = tandem("summary").out() + tandem("train", "--help").out();
      Locale.setDefault(Locale.ROOT);
      assertThat(arabic).isEqualTo(tandem("summary").out() + tandem("train", "--help").out());
    } finally {
      Locale.setDefault(before);
    }
  }
}
