package dev.tandem.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.formats.Checkpoints;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledIf;
import org.junit.jupiter.api.io.TempDir;

/** The whole program on libtorch and the real MNIST, in processes of its own. */
@Timeout(300)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PyTorchTest {
  @TempDir static Path folder;
  private static Path run;

  private static JavaProcess tandem(String command) throws Exception {
    JavaProcess process = JavaProcess.start(folder, "-Djava.awt.headless=true", command);
    process.awaitExit();
    return process;
  }

  private static JsonNode json(JavaProcess process) throws Exception {
    assertThat(process.awaitExit()).as(process.err()).isZero();
    return new ObjectMapper().readTree(process.out());
  }

  @Test
  @Order(1)
  void trains() throws Exception {
    run = folder.resolve("run");

    JsonNode json = json(tandem("train --limit 640 --epochs 1 --json --output " + run));

    assertThat(json.get("backend").asText()).isEqualTo("pytorch");
    assertThat(json.at("/provenance/backend/engine").asText()).startsWith("PyTorch 2.");
    assertThat(json.at("/test/total").asInt()).isEqualTo(10_000);
    assertThat(json.at("/history/0/trainLoss").asDouble()).isBetween(0.5, 3.0);
  }

  @Test
  @Order(2)
  void resumes() throws Exception {
    JsonNode json = json(tandem("train --resume " + run + " --epochs 2 --json"));

    assertThat(json.get("history")).hasSize(2);
    assertThat(json.at("/history/1/trainLoss").asDouble())
        .isLessThan(json.at("/history/0/trainLoss").asDouble());
    assertThat(Checkpoints.read(run.resolve("last.safetensors")).checkpoint().state().step())
        .isEqualTo(20);
  }

  @Test
  @Order(3)
  void evaluatesToTheSameNumbers() throws Exception {
    JsonNode last = new ObjectMapper().readTree(run.resolve("run.json").toFile()).get("test");

    JsonNode test =
        json(tandem("evaluate --json --checkpoint " + run.resolve("last.safetensors"))).get("test");

    assertThat(test.get("correct")).isEqualTo(last.get("correct"));
    assertThat(test.get("loss").asDouble()).isEqualTo(last.get("loss").asDouble());
  }

  @Test
  @Order(4)
  void predicts() throws Exception {
    BufferedImage page = new BufferedImage(120, 160, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = page.createGraphics();
    pen.setColor(Color.WHITE);
    pen.fillRect(0, 0, 120, 160);
    pen.setColor(Color.BLACK);
    pen.fillRect(55, 30, 12, 100);
    pen.dispose();
    Path image = folder.resolve("one.png");
    ImageIO.write(page, "png", image.toFile());

    JavaProcess process =
        tandem("predict --checkpoint " + run.resolve("last.safetensors") + " " + image);

    assertThat(process.awaitExit()).as(process.err()).isZero();
    assertThat(process.out())
        .matches("\\Q" + image + "\\E: \\d \\([\\d.]+ %\\)  top 3: (\\d [\\d.]+ %(, )?){3}\\s+");
  }

  @Test
  @Order(5)
  @DisabledIf("hasGpu")
  void aMissingGpuIsRefused() throws Exception {
    Path other = folder.resolve("gpu");

    JavaProcess process = tandem("train --device gpu:0 --output " + other);

    assertThat(process.awaitExit()).isEqualTo(3);
    assertThat(process.err().lines()).hasSize(1);
    assertThat(process.err()).startsWith("tandem: error: ").contains("gpu:0");
    assertThat(other).doesNotExist();
  }

  static boolean hasGpu() {
    return Files.exists(Path.of("/dev/nvidia0"));
  }
}
