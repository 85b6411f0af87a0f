package dev.tandem.cli;

import static dev.tandem.cli.Cli.tandem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.cli.Cli.Result;
import dev.tandem.formats.Checkpoints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainTest {
  @TempDir Path folder;
  private String data;
  private String run;

  @BeforeEach
  void files() {
    data = TestData.write(folder.resolve("data")).toString();
    run = folder.resolve("run").toString();
  }

  private Result train(Cli cli, String more) {
    String args =
        "train --backend fake --data " + data + " --output " + run + " --batch-size 8 " + more;
    return cli.run(args.strip().split(" +"));
  }

  private Result train(String more) {
    return train(new Cli(), more);
  }

  @Test
  void printsTwoLinesAnEpochLikeTheSeedsLog() {
    Result result = train("--epochs 2 --threads 3");

    assertThat(result.exit()).isZero();
    assertThat(result.err().lines()).containsExactly("epoch 1/2, step 1/5, loss 1.0000");
    assertThat(result.out().lines().map(line -> line.replaceAll("[\\d.]+ s, \\d+ im", "S, N im")))
        .containsExactly(
            "mnist-medium, 7,632 parameters; Fake 1.0 on cpu, threads: 3",
            "Recipe seed: 2 epochs, batch 8, seed 1, 40 images of data; output " + run,
            "Epoch: 1 Train set: Average loss: 0.4567, Accuracy: 39/40 (97.500%), S, N images/s",
            "Epoch: 1 Test set: Average loss: 0.3199, Accuracy: 19/20 (95.000%)",
            "Epoch: 2 Train set: Average loss: 0.1291, Accuracy: 39/40 (97.500%), S, N images/s",
            "Epoch: 2 Test set: Average loss: 0.3199, Accuracy: 19/20 (95.000%)",
            "Checkpoint: " + Path.of(run, "last.safetensors"),
            "Test accuracy 95.00 % (19/20), loss 0.3199");
  }

  @Test
  void jsonIsOneDocumentWithTheAgreedNames() {
    Result result = train("--epochs 2 --json --validation 10 --seed 7 --limit 16");

    JsonNode json = result.json();
    assertThat(json.fieldNames())
        .toIterable()
        .containsExactly(
            "backend",
            "device",
            "model",
            "recipe",
            "seed",
            "epochs",
            "batchSize",
            "parameters",
            "test",
            "history",
            "checkpoint",
            "provenance");
    assertThat(json.get("test").toString())
        .isEqualTo(
            "{\"correct\":19,\"total\":20,\"accuracy\":0.95,\"loss\":"
                + json.at("/test/loss").asText()
                + "}");
    assertThat(json.get("history")).hasSize(2);
    assertThat(json.at("/history/1").fieldNames())
        .toIterable()
        .containsExactly(
            "epoch",
            "trainLoss",
            "trainAccuracy",
            "validationLoss",
            "validationAccuracy",
            "testLoss",
            "testAccuracy",
            "seconds",
            "imagesPerSecond");
    assertThat(json.at("/provenance/data").fieldNames())
        .toIterable()
        .containsExactly("test", "train[0:16]", "validation[30:40]");
    assertThat(json.at("/provenance/started").asText()).isEqualTo("2025-03-04T07:06:07+02:00");
    assertThat(json.at("/provenance/recipe").asText()).isEqualTo("seed");
    assertThat(json.get("seed").asLong()).isEqualTo(7);
    assertThat(result.err()).contains("Epoch: 2 Validation set:");
  }

  @Test
  void theFolderHoldsCheckpointsAndTheSameDocument() throws IOException {
    Result result = train("--epochs 3 --json --validation 10");

    assertThat(new ObjectMapper().readTree(Path.of(run, "run.json").toFile()))
        .isEqualTo(result.json());
    assertThat(Checkpoints.read(Path.of(run, "last.safetensors")).checkpoint().progress().epoch())
        .isEqualTo(3);
    // the fake never gets better: the first epoch stays the best
    assertThat(Checkpoints.read(Path.of(run, "best.safetensors")).checkpoint().progress().epoch())
        .isEqualTo(1);
    assertThat(result.err()).contains("Best by validation: epoch 1, " + Path.of(run, "best."));
    try (Stream<Path> files = Files.list(Path.of(run))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("last.safetensors", "best.safetensors", "run.json");
    }
  }

  @Test
  void withoutValidationThereIsNoBest() {
    train("--epochs 1");

    assertThat(Path.of(run, "best.safetensors")).doesNotExist();
  }

  @Test
  void theDefaultFolderTellsModelAndTime() throws IOException {
    Path made = Path.of("runs", "mnist-small-20250304-070607");
    Result result =
        tandem(
            "train",
            "--backend",
            "fake",
            "--data",
            data,
            "--epochs",
            "1",
            "--model",
            "mnist-small",
            "--json");

    assertThat(result.json().get("checkpoint").asText())
        .isEqualTo(made.resolve("last.safetensors").toString());
    for (String file : new String[] {"last.safetensors", "run.json", ""}) {
      Files.delete(made.resolve(file));
    }
  }

  @Test
  void anotherRunIsNeverOverwritten() {
    train("--epochs 1");

    Result second = train("--epochs 1");

    assertThat(second.exit()).isEqualTo(2);
    assertThat(second.err()).contains("there is a run already", "--resume " + run);
  }

  @Test
  void quietPrintsTheResultOnly() {
    assertThat(train("--epochs 1 --quiet"))
        .isEqualTo(new Result(0, "Test accuracy 95.00 %% (19/20), loss 0.3199%n".formatted(), ""));
  }

  @Test
  void targetAccuracyIsAPercentage() {
    assertThat(train("--epochs 1 --target-accuracy 95").exit()).isZero();
    run += "2";
    Result missed = train("--epochs 1 --target-accuracy 95.01 --json");
    assertThat(missed.exit()).isEqualTo(5);
    assertThat(missed.err()).contains("test accuracy is below --target-accuracy 95.01 %");
    assertThat(missed.json().at("/test/accuracy").asDouble()).isEqualTo(0.95);
  }

  @Test
  void aTerminalShowsABarThatVanishes() {
    String bar = slowly(new Cli().onTerminal(100));

    assertThat(bar).containsPattern("Epoch 1/1.* [1-4]/5 .*images/s, loss").doesNotContain("\n");
    assertThat(bar).endsWith(" \r");
  }

  /** Waits before a step, long enough for the bar to be drawn on a busy machine. */
  private String slowly(Cli cli) {
    FakeBackend.beforeStep = step -> LockSupport.parkNanos(step == 3 ? 1_500_000_000 : 0);
    try {
      return train(cli, "--epochs 1").err();
    } finally {
      FakeBackend.beforeStep = step -> {};
    }
  }

  @Test
  void noColorMeansPlainCharacters() {
    String bar = slowly(new Cli().onTerminal(100).with("NO_COLOR", "1"));

    assertThat(bar).contains("Epoch 1/1").doesNotContain("\u001b[3").doesNotContain("█");
  }

  @Test
  void theLimitCannotExceedTheData() {
    Result result = train("--limit 36 --validation 5");

    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.err()).contains("--limit 36: data has 35 examples to train on");
    assertThat(Path.of(run)).doesNotExist();
  }

  @Test
  void somethingMustBeLeftToTrainOn() {
    Result result = train("--validation 40");

    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.err()).contains("--validation 40: the training set of data has 40 examples");
  }

  @Test
  void labelsMustBeTheModelsClasses() {
    TestData.write(Path.of(data), 11, 0);

    Result result = train("--epochs 1");

    assertThat(result.exit()).isEqualTo(4);
    assertThat(result.err())
        .isEqualTo(
            "tandem: error: data has labels from 0 to 10, model mnist-medium tells 10 classes apart"
                + System.lineSeparator());
    assertThat(Path.of(run)).doesNotExist();
  }

  @Test
  void aFailingEngineLeavesTheLastCheckpoint() {
    FakeBackend.beforeStep =
        step -> {
          if (step == 7) {
            throw new IllegalStateException("boom");
          }
        };
    try {
      Result result = train("--epochs 2");
      assertThat(result.exit()).isEqualTo(1);
      assertThat(result.err()).contains("unexpected", "boom", "--verbose").doesNotContain("\tat ");
    } finally {
      FakeBackend.beforeStep = step -> {};
    }
    assertThat(Checkpoints.read(Path.of(run, "last.safetensors")).checkpoint().progress().epoch())
        .isEqualTo(1);
  }
}
