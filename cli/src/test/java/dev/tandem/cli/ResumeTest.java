package dev.tandem.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tandem.cli.Cli.Result;
import dev.tandem.formats.Checkpoints;
import dev.tandem.training.Checkpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResumeTest {
  @TempDir Path folder;
  private String common;
  private Path run;

  @BeforeEach
  void files() {
    common = "train --backend fake --data " + TestData.write(folder.resolve("data")) + " ";
    run = folder.resolve("run");
  }

  private String fresh(Path output) {
    return common + "--output " + output + " --batch-size 8 --epochs 3 --validation 8 --limit 30";
  }

  private static Result run(String command) {
    return new Cli().run(command.split(" +"));
  }

  private static Checkpoint last(Path run) {
    return Checkpoints.read(run.resolve("last.safetensors")).checkpoint();
  }

  private static JsonNode withoutTimes(JsonNode document) {
    for (JsonNode epoch : document.get("history")) {
      ((ObjectNode) epoch).remove("seconds");
      ((ObjectNode) epoch).remove("imagesPerSecond");
    }
    return document.get("history");
  }

  @Test
  void anInterruptedRunGoesOnAsIfNothingHadHappened() {
    Path whole = folder.resolve("whole");
    Result uninterrupted = run(fresh(whole) + " --json");

    Result interrupted = new Cli().runAndInterruptAt(5, fresh(run).split(" +"));
    assertThat(interrupted.exit()).isEqualTo(130);
    assertThat(interrupted.err())
        .contains(
            "interrupted; the run is saved",
            "tandem train --resume " + run + " --backend fake --data ");
    assertThat(last(run).progress().batch()).isEqualTo(2);

    Result resumed = run(common + "--json --resume " + run);
    assertThat(resumed.exit()).isZero();
    assertThat(last(run).state()).isEqualTo(last(whole).state());
    assertThat(withoutTimes(resumed.json())).isEqualTo(withoutTimes(uninterrupted.json()));
    assertThat(resumed.json().at("/provenance/data"))
        .isEqualTo(uninterrupted.json().at("/provenance/data"));
  }

  @Test
  void epochsIsANewTotal() {
    run(fresh(run));

    JsonNode json = run(common + "--json --resume " + run + " --epochs 5").json();

    assertThat(json.get("epochs").asInt()).isEqualTo(5);
    assertThat(json.get("history")).hasSize(5);
  }

  @Test
  void aFinishedRunTellsItsResult() {
    run(fresh(run));

    Result again = run(common + "--quiet --resume " + run);

    assertThat(again.exit()).isZero();
    assertThat(again.out()).startsWith("Test accuracy 95.00 %");
  }

  @Test
  void fewerEpochsThanFinishedIsAMistake() {
    run(fresh(run));

    Result result = run(common + "--resume " + run + " --epochs 2");

    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.err()).contains("--epochs 2: the run has finished 3 epochs already");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--model mnist-small",
        "--recipe quick",
        "--batch-size 4",
        "--lr 0.1",
        "--seed 2",
        "--validation 4",
        "--limit 4",
        "--output elsewhere"
      })
  void whatMakesTheRunCannotBeChanged(String option) {
    run(fresh(run));

    Result result = run(common + "--resume " + run + " " + option);

    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.err())
        .contains(option.substring(0, option.indexOf(' ')) + " cannot be changed with --resume");
  }

  @Test
  void theEnvironmentDoesNotChangeTheRun() {
    run(fresh(run));

    Result result =
        new Cli()
            .with("TANDEM_EPOCHS", "7")
            .with("TANDEM_LR", "0.5")
            .run((common + "--json --resume " + run).split(" +"));

    assertThat(result.exit()).isZero();
    assertThat(result.json().get("history")).hasSize(3);
  }

  @Test
  void otherDataIsRefused() {
    run(fresh(run));
    TestData.write(folder.resolve("data"), 10, 1);

    Result result = run(common + "--resume " + run + " --epochs 4");

    assertThat(result.exit()).isEqualTo(4);
    assertThat(result.err()).contains("the data is another than the run began with", "--data");
  }

  @Test
  void aDamagedCheckpointIsRefusedAndLeftAsItIs() throws IOException {
    run(fresh(run));
    Path file = run.resolve("last.safetensors");
    byte[] good = Files.readAllBytes(file);
    byte[] flipped = good.clone();
    flipped[good.length / 2] ^= 4;
    Files.write(file, flipped);
    assertDamaged();

    Files.write(file, Arrays.copyOf(good, good.length - 9));
    assertDamaged();

    Files.delete(file);
    assertDamaged();
  }

  private void assertDamaged() {
    Result result = run(common + "--resume " + run + " --epochs 4");
    assertThat(result.exit()).isEqualTo(4);
    assertThat(result.err()).startsWith("tandem: error: ").contains("last.safetensors");
    assertThat(result.err().lines()).hasSize(1);
  }

  @Test
  void saysThatALearningRateCycleIsOver() {
    String quick = common + "--recipe quick --validation 0 --limit 30 --epochs 2 --output " + run;
    assertThat(run(quick).out()).doesNotContain("note:");

    assertThat(
            run("train --backend fake --resume "
                    + run
                    + " --data "
                    + folder.resolve("data")
                    + " --epochs 3")
                .out())
        .contains("note: the run's learning rate cycle ends after epoch 2; later epochs go on at");
  }
}
