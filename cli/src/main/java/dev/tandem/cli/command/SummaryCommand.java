package dev.tandem.cli.command;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tandem.cli.console.ExitCode;
import dev.tandem.cli.console.Table;
import dev.tandem.formats.Checkpoints;
import dev.tandem.mnist.MnistModel;
import dev.tandem.mnist.Recipe;
import dev.tandem.model.ModelSpec;
import dev.tandem.model.ModelSummary;
import dev.tandem.model.ModelSummary.Row;
import dev.tandem.tensor.Shape;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tandem summary}. */
@Command(
    name = "summary",
    sortOptions = false,
    description = {
      "Shows a network layer by layer.",
      "Output shape, trained parameters, multiply-accumulates of one image, receptive",
      "field in pixels."
    },
    footer = {"", "Example:", "  tandem summary --model mnist-small"})
public final class SummaryCommand implements Callable<Integer> {
  private final Context context;

  @Option(
      names = "--model",
      paramLabel = "ID",
      defaultValue = "mnist-medium",
      converter = Converters.Model.class,
      completionCandidates = Converters.ModelIds.class,
      description = "The network: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private MnistModel model = MnistModel.MEDIUM;

  @Option(
      names = "--checkpoint",
      paramLabel = "FILE",
      description = "Show the network in this file instead.")
  private @Nullable Path checkpoint;

  @Mixin private CommonOptions common = new CommonOptions();

  public SummaryCommand(Context context) {
    this.context = context;
  }

  /** A layer in JSON; without a receptive field where a layer sees the whole image. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Layer(
      String path,
      String layer,
      Shape output,
      long parameters,
      long multiplyAccumulates,
      @Nullable Integer receptiveField) {

    static Layer of(Row row) {
      return new Layer(
          row.path(),
          row.layer().toString(),
          row.output(),
          row.parameters(),
          row.multiplyAccumulates(),
          row.receptiveField().isPresent() ? row.receptiveField().getAsInt() : null);
    }
  }

  /** What {@code --json} prints. */
  record Summary(
      String model, Shape input, long parameters, long multiplyAccumulates, List<Layer> layers) {}

  @Override
  public Integer call() throws IOException {
    ModelSpec spec =
        checkpoint == null
            ? model.spec(Recipe.named("seed", model).dropout())
            : Checkpoints.read(checkpoint).checkpoint().spec().plan().model();
    ModelSummary summary = ModelSummary.of(spec);
    if (common.json) {
      List<Layer> layers = summary.rows().stream().map(Layer::of).toList();
      context.printJson(
          new Summary(
              spec.name(),
              spec.input(),
              summary.parameters(),
              summary.multiplyAccumulates(),
              layers));
    } else {
      print(spec, summary, context.console().out());
    }
    return ExitCode.OK;
  }

  private static void print(ModelSpec spec, ModelSummary summary, PrintStream out) {
    Table table =
        new Table("lllrrr", "Name", "Layer", "Output", "Parameters", "MACs", "Receptive field");
    for (Row row : summary.rows()) {
      table.add(
          row.path(),
          row.layer().toString().replace("[]", ""),
          row.output().toString(),
          number(row.parameters()),
          number(row.multiplyAccumulates()),
          row.receptiveField().isPresent() ? "" + row.receptiveField().getAsInt() : "all");
    }
    List<String> lines = table.lines();
    String rule = "-".repeat(lines.stream().mapToInt(String::length).max().orElse(0));
    out.println(spec.name() + ", input " + spec.input());
    out.println(rule);
    out.println(lines.get(0));
    out.println(rule);
    lines.stream().skip(1).forEach(out::println);
    out.println(rule);
    out.println("Trained parameters: " + number(summary.parameters()));
    out.println("Multiply-accumulates of one image: " + number(summary.multiplyAccumulates()));
  }

  private static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }
}
