package dev.tandem.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.inject.AbstractModule;
import com.google.inject.Module;
import com.google.inject.util.Modules;
import dev.tandem.cli.console.Console;
import dev.tandem.cli.console.Interruption;
import dev.tandem.spi.Backends;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Supplier;

/** The command line in this process, with its own environment. */
final class Cli {
  private final Map<String, String> environment = new HashMap<>();
  private final Interruption interruption = new Interruption();
  private OptionalInt columns = OptionalInt.empty();
  private Supplier<Module> module = Cli::fixedTime;

  private static Module fixedTime() {
    Clock clock = Clock.fixed(Instant.parse("2025-03-04T05:06:07Z"), ZoneOffset.ofHours(2));
    return Modules.override(new TandemModule(Backends.discover()))
        .with(
            new AbstractModule() {
              @Override
              protected void configure() {
                bind(Clock.class).toInstance(clock);
              }
            });
  }

  /** What a command left behind. */
  record Result(int exit, String out, String err) {
    /** Returns stdout as one JSON document; nothing may stand before or after it. */
    JsonNode json() {
      try {
        return new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .readTree(out);
      } catch (JsonProcessingException e) {
        throw new AssertionError("no JSON: " + out, e);
      }
    }
  }

  static Result tandem(String... args) {
    return new Cli().run(args);
  }

  Cli with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  Cli onTerminal(int width) {
    columns = OptionalInt.of(width);
    return this;
  }

  Cli with(Supplier<Module> other) {
    module = other;
    return this;
  }

  /** Presses Ctrl-C before a step. */
  Result runAndInterruptAt(long step, String... args) {
    FakeBackend.beforeStep =
        current -> {
          if (current == step) {
            interruption.cancellation().request();
          }
        };
    try {
      return run(args);
    } finally {
      FakeBackend.beforeStep = ignored -> {};
    }
  }

  Result run(String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console =
        new Console(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            environment,
            columns);
    int exit = Tandem.run(console, interruption, module, args);
    return new Result(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
