package dev.tandem.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.cli.Cli.Result;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code evaluate} and {@code predict} on a checkpoint that {@code train} has written. */
class InferenceTest {
  @TempDir static Path folder;
  private static Path data;
  private static Path checkpoint;

  @BeforeAll
  static void train() {
    data = TestData.write(folder.resolve("data"));
    Path run = folder.resolve("run");
    checkpoint = run.resolve("last.safetensors");
    Result result = run("train --epochs 1 --data " + data + " --output " + run);
    assertThat(result.exit()).isZero();
  }

  private static Result run(String command) {
    return new Cli().with("TANDEM_BACKEND", "fake").run(command.split(" +"));
  }

  private static Result evaluate(String more) {
    return run("evaluate --checkpoint " + checkpoint + " --data " + data + " " + more);
  }

  private static Path image(String name) throws IOException {
    BufferedImage image = new BufferedImage(40, 60, BufferedImage.TYPE_BYTE_GRAY);
    for (int y = 10; y < 50; y++) {
      image.setRGB(20, y, 0xFFFFFF);
      image.setRGB(21, y, 0xFFFFFF);
    }
    Path file = folder.resolve(name);
    ImageIO.write(image, "png", file.toFile());
    return file;
  }

  @Test
  void evaluateTellsAccuracyAndLoss() {
    assertThat(evaluate(""))
        .isEqualTo(
            new Result(
                0, "Test set: Average loss: 0.3199, Accuracy: 19/20 (95.000%%)%n".formatted(), ""));
  }

  @Test
  void evaluateSaysTheSameInJson() {
    JsonNode json = evaluate("--json").json();

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
            "checkpoint",
            "provenance");
    assertThat(json.at("/test/correct").asInt()).isEqualTo(19);
    assertThat(json.at("/provenance/data").fieldNames()).toIterable().containsExactly("test");
  }

  @Test
  void confusionHasARowForEachTrueClass() {
    Result table = evaluate("--confusion");
    assertThat(table.out().lines().skip(1).findFirst().orElseThrow())
        .isEqualTo("true \\ predicted  0  1  2  3  4  5  6  7  8  9");
    assertThat(table.out().lines().skip(11).findFirst().orElseThrow())
        .isEqualTo("               9  1  0  0  0  0  0  0  0  0  1");

    JsonNode json = evaluate("--confusion --json").json().get("confusion");
    assertThat(json).hasSize(10);
    assertThat(json.at("/9/0").asInt()).isEqualTo(1);
  }

  @Test
  void evaluateRefusesOtherClasses() {
    Path other = TestData.write(folder.resolve("letters"), 11, 0);

    Result result = run("evaluate --checkpoint " + checkpoint + " --data " + other);

    assertThat(result.exit()).isEqualTo(4);
    assertThat(result.err()).contains("letters has labels from 0 to 10");
  }

  @Test
  void predictTellsTheLikeliestThree() throws IOException {
    Path image = image("one.png");

    Result result = run("predict --checkpoint " + checkpoint + " " + image);

    assertThat(result.exit()).isZero();
    assertThat(result.out())
        .isEqualTo("%s: 0 (91.0 %%)  top 3: 0 91.0 %%, 1 1.0 %%, 2 1.0 %%%n".formatted(image));
  }

  @Test
  void predictGoesOnAfterABadImage() throws IOException {
    Path good = image("good.png");
    Path bad = Files.writeString(folder.resolve("bad.png"), "not an image");
    Path missing = folder.resolve("missing.png");

    Result text =
        run("predict --checkpoint " + checkpoint + " " + bad + " " + missing + " " + good);
    assertThat(text.exit()).isEqualTo(4);
    assertThat(text.out()).startsWith(good + ": 0 (91.0 %)");
    assertThat(text.err().lines())
        .hasSize(2)
        .allMatch(line -> line.startsWith("tandem: error: "))
        .anyMatch(line -> line.contains("bad.png"))
        .anyMatch(line -> line.contains("missing.png"));

    Result json = run("predict --json --checkpoint " + checkpoint + " " + bad + " " + good);
    assertThat(json.exit()).isEqualTo(4);
    assertThat(json.json().get("predictions")).hasSize(1);
    assertThat(json.json().at("/predictions/0/top/0/label").asInt()).isZero();
  }

  @Test
  void aCheckpointThatIsNoneIsBadData() throws IOException {
    Path file = Files.writeString(folder.resolve("x.safetensors"), "no tensors at all");

    for (String command : new String[] {"evaluate", "summary", "predict digit.png"}) {
      Result result = run(command + " --checkpoint " + file);
      assertThat(result.exit()).isEqualTo(4);
      assertThat(result.err().lines()).hasSize(1);
      assertThat(result.err()).contains("x.safetensors");
    }
  }

  @Test
  void summaryOfACheckpointIsThatOfItsModel() {
    Result ofFile = run("summary --checkpoint " + checkpoint);
    assertThat(ofFile.out()).isEqualTo(run("summary --model mnist-medium").out());
  }
}
