package dev.tandem.cli.command;

import dev.tandem.cli.console.ExitCode;
import dev.tandem.cli.console.Failure;
import dev.tandem.data.DataException;
import dev.tandem.formats.Checkpoints;
import dev.tandem.mnist.DigitImages;
import dev.tandem.spi.Backend;
import dev.tandem.spi.InferenceSession;
import dev.tandem.tensor.HostTensor;
import dev.tandem.training.Checkpoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tandem predict}. */
@Command(
    name = "predict",
    sortOptions = false,
    description = {
      "Tells which digit an image shows.",
      "Any size, dark on light or light on dark: the digit is found, scaled and centred",
      "as MNIST's are. The others go on where an image cannot be read."
    },
    footer = {
      "",
      "Example:",
      "  tandem predict --checkpoint runs/a/last.safetensors digit.png other.jpg"
    })
public final class PredictCommand implements Callable<Integer> {
  private static final int TOP = 3;

  private final Context context;

  @Parameters(paramLabel = "IMAGE", arity = "1..*", description = "PNG or JPEG files.")
  private List<Path> images = List.of();

  @Option(
      names = "--checkpoint",
      required = true,
      paramLabel = "FILE",
      description = "The trained network: a run's last.safetensors or best.safetensors.")
  private Path checkpoint = Path.of("");

  @Mixin private EngineOptions engine = new EngineOptions();
  @Mixin private CommonOptions common = new CommonOptions();

  public PredictCommand(Context context) {
    this.context = context;
  }

  /** One class and how sure the network is of it, in [0, 1]. */
  record Guess(int label, double probability) {
    @Override
    public String toString() {
      return String.format(Locale.ROOT, "%d %.1f %%", label, 100 * probability);
    }
  }

  /** The likeliest classes of an image, the best first. */
  record Prediction(String image, int label, double probability, List<Guess> top) {}

  /** What {@code --json} prints. */
  record Predictions(
      String backend,
      String device,
      String model,
      String checkpoint,
      List<Prediction> predictions) {}

  @Override
  public Integer call() throws IOException {
    Checkpoint trained = Checkpoints.read(checkpoint).checkpoint();
    List<Prediction> predictions = new ArrayList<>();
    try (Backend backend = engine.open(context);
        InferenceSession session = backend.load(trained.spec().plan().model(), trained.weights())) {
      for (Path image : images) {
        predict(session, trained, image, predictions);
      }
      if (common.json) {
        context.printJson(
            new Predictions(
                backend.info().id(),
                backend.info().device().toString(),
                trained.spec().plan().model().name(),
                checkpoint.toString(),
                predictions));
      }
    }
    return predictions.size() == images.size() ? ExitCode.OK : ExitCode.BAD_DATA;
  }

  private void predict(
      InferenceSession session, Checkpoint trained, Path image, List<Prediction> predictions) {
    try {
      HostTensor pixels = DigitImages.read(image);
      if (!pixels.shape().equals(trained.spec().plan().model().input())) {
        throw Failure.badData("%s: this network takes no images of digits".formatted(checkpoint));
      }
      float[] values = pixels.values().clone();
      trained.spec().normalization().apply(values, 0, values.length);
      HostTensor input = HostTensor.of(pixels.shape().withBatch(1), values);
      Prediction prediction = prediction(image, session.predict(input).values());
      predictions.add(prediction);
      if (!common.json) {
        context.console().out().println(describe(prediction));
      }
    } catch (DataException e) {
      context.console().error(String.valueOf(e.getMessage()));
    }
  }

  private static Prediction prediction(Path image, float[] logProbabilities) {
    List<Guess> top =
        IntStream.range(0, logProbabilities.length)
            .mapToObj(label -> new Guess(label, Math.exp(logProbabilities[label])))
            .sorted(Comparator.comparingDouble(Guess::probability).reversed())
            .limit(TOP)
            .toList();
    return new Prediction(image.toString(), top.get(0).label(), top.get(0).probability(), top);
  }

  /** Returns {@code digit.png: 7 (99.8 %) top 3: 7 99.8 %, 9 0.1 %, 1 0.0 %}. */
  private static String describe(Prediction prediction) {
    String top = prediction.top().stream().map(Guess::toString).collect(Collectors.joining(", "));
    return String.format(
        Locale.ROOT,
        "%s: %d (%.1f %%)  top %d: %s",
        prediction.image(),
        prediction.label(),
        100 * prediction.probability(),
        prediction.top().size(),
        top);
  }
}
