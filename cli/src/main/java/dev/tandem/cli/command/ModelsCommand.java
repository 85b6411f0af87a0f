package dev.tandem.cli.command;

import dev.tandem.cli.console.ExitCode;
import dev.tandem.cli.console.Table;
import dev.tandem.mnist.MnistModel;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code tandem models}. */
@Command(name = "models", sortOptions = false, description = "Lists the networks.")
public final class ModelsCommand implements Callable<Integer> {
  private final Context context;

  @Mixin private CommonOptions common = new CommonOptions();

  public ModelsCommand(Context context) {
    this.context = context;
  }

  /** A network in JSON. */
  record Entry(String id, long parameters, String description) {
    static Entry of(MnistModel model) {
      return new Entry(model.id(), model.spec(0).parameterCount(), model.description());
    }
  }

  @Override
  public Integer call() throws IOException {
    List<Entry> entries = Arrays.stream(MnistModel.values()).map(Entry::of).toList();
    if (common.json) {
      context.printJson(entries);
      return ExitCode.OK;
    }
    Table table = new Table("lrl", "Model", "Parameters", "Description");
    for (Entry entry : entries) {
      table.add(
          entry.id(), String.format(Locale.ROOT, "%,d", entry.parameters()), entry.description());
    }
    table.lines().forEach(context.console().out()::println);
    return ExitCode.OK;
  }
}
