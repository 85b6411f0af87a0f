package dev.tandem.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.data.Batch;
import dev.tandem.data.Dataset;
import dev.tandem.mnist.MnistData;
import dev.tandem.mnist.MnistModel;
import dev.tandem.mnist.Recipe;
import dev.tandem.model.ModelState;
import dev.tandem.random.RandomStreams;
import dev.tandem.spi.Backend;
import dev.tandem.spi.BackendOptions;
import dev.tandem.spi.StepContext;
import dev.tandem.spi.TrainingSession;
import dev.tandem.tensor.HostTensor;
import dev.tandem.tensor.Shape;
import dev.tandem.training.TrainingSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only a process of its own shows. */
class TensorFlowProcessTest {
  @TempDir private Path folder;

  /** Takes some steps with two threads and prints the losses, bit by bit. */
  static final class Steps {
    private Steps() {}

    public static void main(String[] args) {
      TrainingSpec spec =
          Recipe.named("seed", MnistModel.MEDIUM).toSpec(MnistModel.MEDIUM.spec(0), 64);
      ModelState initial = spec.plan().model().initialState(new RandomStreams(1));
      Dataset images = MnistData.embedded().train();
      float[] pixels = new float[64 * 784];
      int[] labels = new int[64];
      for (int i = 0; i < labels.length; i++) {
        images.read(i, pixels, i * 784);
        labels[i] = images.label(i);
      }
      Batch batch = new Batch(HostTensor.of(Shape.of(64, 1, 28, 28), pixels), labels);
      BackendOptions options = BackendOptions.defaults().withThreads(2);
      try (Backend backend = new TensorFlowBackendProvider().open(options);
          TrainingSession session = backend.compile(spec.plan(), initial)) {
        for (int step = 0; step < 10; step++) {
          StepContext context = new StepContext(step, 0.01, List.of());
          System.out.println(Double.toHexString(session.trainStep(batch, context).loss()));
        }
      }
    }
  }

  private String run(String name) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Steps.class.getName())
            .redirectOutput(folder.resolve(name).toFile())
            .redirectError(folder.resolve("err").toFile())
            .start();
    assertThat(process.waitFor()).isZero();
    return Files.readString(folder.resolve(name));
  }

  @Test
  void givesTheSameBitsAgainAndKeepsQuiet() throws IOException, InterruptedException {
    String first = run("first");

    assertThat(first.lines()).hasSize(10).doesNotHaveDuplicates();
    assertThat(Files.readString(folder.resolve("err"))).isEmpty();
    assertThat(run("second")).isEqualTo(first);
  }
}
