package dev.tandem.cli.command;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tandem.cli.console.ExitCode;
import dev.tandem.cli.console.Table;
import dev.tandem.cli.run.Engines;
import dev.tandem.spi.Backend;
import dev.tandem.spi.BackendOptions;
import dev.tandem.spi.BackendProvider;
import dev.tandem.spi.BackendUnavailableException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code tandem backends}. */
@Command(
    name = "backends",
    sortOptions = false,
    description = {"Lists the engines.", "Loads each to find out whether it can be used here."})
public final class BackendsCommand implements Callable<Integer> {
  private final Context context;

  @Mixin private CommonOptions common = new CommonOptions();

  public BackendsCommand(Context context) {
    this.context = context;
  }

  /** An engine in JSON: with its version, or why it cannot be used. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Entry(
      String id,
      String description,
      boolean available,
      @Nullable String engine,
      @Nullable String reason) {

    static Entry of(BackendProvider provider) {
      try (Backend backend = provider.open(BackendOptions.defaults())) {
        String engine = backend.info().engine();
        return new Entry(provider.id(), provider.description(), true, engine, null);
      } catch (BackendUnavailableException e) {
        return new Entry(provider.id(), provider.description(), false, null, e.getMessage());
      }
    }

    String status() {
      return available ? "available, " + engine : "unavailable: " + reason;
    }
  }

  @Override
  public Integer call() throws IOException {
    List<Entry> entries = context.get(Engines.class).all().stream().map(Entry::of).toList();
    if (common.json) {
      context.printJson(entries);
      return ExitCode.OK;
    }
    Table table = new Table("lll", "Backend", "Description", "Here");
    entries.forEach(entry -> table.add(entry.id(), entry.description(), entry.status()));
    table.lines().forEach(context.console().out()::println);
    return ExitCode.OK;
  }
}
