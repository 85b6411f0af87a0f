package dev.tandem.cli.command;

import com.google.inject.Injector;
import dev.tandem.cli.console.Console;
import dev.tandem.cli.console.Interruption;
import dev.tandem.cli.run.Report;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What every command gets.
 *
 * @param console where to print
 * @param interruption Ctrl-C
 * @param injector made when it is first asked for
 */
public record Context(Console console, Interruption interruption, Supplier<Injector> injector) {

  /** Returns a supplier that calls another one once. */
  public static <T> Supplier<T> once(Supplier<T> supplier) {
    AtomicReference<@Nullable T> made = new AtomicReference<>();
    return () -> {
      T value = made.get();
      if (value == null) {
        value = supplier.get();
        made.set(value);
      }
      return value;
    };
  }

  /** Returns an object of that class with what it needs. */
  <T> T get(Class<T> type) {
    return injector.get().getInstance(type);
  }

  /** Prints a document to stdout. */
  void printJson(Object document) throws IOException {
    console.out().println(Report.writer().writeValueAsString(document));
  }
}
