package dev.tandem.cli.command;

import dev.tandem.cli.console.ExitCode;
import dev.tandem.cli.console.Table;
import dev.tandem.cli.progress.EpochLines;
import dev.tandem.cli.run.Provenance;
import dev.tandem.cli.run.Report;
import dev.tandem.cli.run.RunPlan;
import dev.tandem.formats.Checkpoints;
import dev.tandem.formats.SavedCheckpoint;
import dev.tandem.metrics.ConfusionMatrix;
import dev.tandem.mnist.MnistData;
import dev.tandem.model.ModelSpec;
import dev.tandem.spi.Backend;
import dev.tandem.spi.BackendInfo;
import dev.tandem.spi.InferenceSession;
import dev.tandem.training.Evaluation;
import dev.tandem.training.Evaluator;
import dev.tandem.training.RunRecord;
import dev.tandem.training.TrainingSpec;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tandem evaluate}. */
@Command(
    name = "evaluate",
    sortOptions = false,
    description = "Measures a trained network on the test set.",
    footer = {
      "",
      "Examples:",
      "  tandem evaluate --checkpoint runs/a/last.safetensors",
      "  tandem evaluate --checkpoint runs/a/best.safetensors --confusion --json"
    })
public final class EvaluateCommand implements Callable<Integer> {
  private final Context context;

  @Option(
      names = "--checkpoint",
      required = true,
      paramLabel = "FILE",
      description = "The trained network: a run's last.safetensors or best.safetensors.")
  private Path checkpoint = Path.of("");

  @Option(
      names = "--confusion",
      fallbackValue = "true",
      description = "Also print how often each class was taken for each other.")
  private boolean confusion;

  @Mixin private EngineOptions engine = new EngineOptions();
  @Mixin private DataOptions data = new DataOptions();
  @Mixin private CommonOptions common = new CommonOptions();

  public EvaluateCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    SavedCheckpoint saved = Checkpoints.read(checkpoint);
    MnistData images = data.load();
    ModelSpec model = saved.checkpoint().spec().plan().model();
    RunPlan.requireFits(model, images.test(), images.name());
    try (Backend backend = engine.open(context);
        InferenceSession session = backend.load(model, saved.checkpoint().weights())) {
      print(saved, images, backend.info(), session);
    }
    return ExitCode.OK;
  }

  private void print(
      SavedCheckpoint saved, MnistData images, BackendInfo backend, InferenceSession session)
      throws IOException {
    TrainingSpec spec = saved.checkpoint().spec();
    ConfusionMatrix matrix = new ConfusionMatrix(images.test().classes());
    Evaluation test =
        new Evaluator(spec.normalization(), spec.plan().loss())
            .evaluate(session, images.test(), matrix, context.interruption().cancellation());
    List<List<Long>> counts = confusion ? counts(matrix) : null;
    if (common.json) {
      Map<String, String> hashes = Map.of("test", images.test().sha256());
      RunRecord record =
          context.get(Provenance.class).record(backend, hashes, saved.record().recipe());
      context.printJson(Report.of(spec, record, checkpoint, test, counts));
      return;
    }
    PrintStream out = context.console().out();
    out.println("Test set: " + EpochLines.describe(test));
    if (counts != null) {
      table(counts).lines().forEach(out::println);
    }
  }

  private static List<List<Long>> counts(ConfusionMatrix matrix) {
    return classes(matrix.classes())
        .mapToObj(truth -> classes(matrix.classes()).mapToObj(p -> matrix.count(truth, p)).toList())
        .toList();
  }

  private static Table table(List<List<Long>> counts) {
    Stream<String> names = classes(counts.size()).mapToObj(Integer::toString);
    Table table =
        new Table(
            "r".repeat(counts.size() + 1),
            Stream.concat(Stream.of("true \\ predicted"), names).toArray(String[]::new));
    for (int truth = 0; truth < counts.size(); truth++) {
      Stream<String> cells = counts.get(truth).stream().map(Object::toString);
      table.add(Stream.concat(Stream.of("" + truth), cells).toArray(String[]::new));
    }
    return table;
  }

  private static IntStream classes(int number) {
    return IntStream.range(0, number);
  }
}
