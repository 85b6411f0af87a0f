package dev.tandem.cli.console;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/**
 * What options are where no flag sets them: {@code TANDEM_BATCH_SIZE} in the environment, else
 * {@code batch-size} in the config file.
 */
public final class Settings implements IDefaultValueProvider {
  private static final String PREFIX = "TANDEM_";

  private final Map<String, String> environment;
  private final Map<String, String> file = new TreeMap<>();
  private final String fileName;

  private Settings(Map<String, String> environment, @Nullable Path source) {
    this.environment = environment;
    this.fileName = String.valueOf(source);
    if (source != null) {
      Properties properties = new Properties();
      try (Reader reader = Files.newBufferedReader(source)) {
        properties.load(reader);
      } catch (IOException e) {
        throw Failure.usage("config file " + IoErrors.describe(e));
      } catch (IllegalArgumentException e) {
        throw Failure.usage("config file " + source + ": " + e.getMessage());
      }
      properties.forEach((key, value) -> file.put(key.toString(), value.toString().strip()));
    }
  }

  /**
   * Reads the config file that the arguments name. This comes before the real parsing, which needs
   * the file's values.
   */
  public static Settings load(Map<String, String> environment, String... args) {
    ConfigOption option = new ConfigOption();
    boolean named = Arrays.stream(args).anyMatch(arg -> arg.startsWith("--config"));
    if (named) { // parsing costs a tenth of a second
      parse(option, args);
    }
    String byEnvironment = environment.get(PREFIX + "CONFIG");
    Path source = byEnvironment == null ? null : Path.of(byEnvironment);
    return new Settings(environment, option.file == null ? source : option.file);
  }

  private static void parse(ConfigOption option, String... args) {
    try {
      new CommandLine(option)
          .setUnmatchedArgumentsAllowed(true)
          .setExpandAtFiles(false)
          .parseArgs(args);
    } catch (ParameterException e) {
      // the real parsing will say it, and knows the command
    }
  }

  /** Returns the settings of an empty environment without a file. */
  public static Settings none() {
    return new Settings(Map.of(), null);
  }

  /** The only option that is looked for before the others. */
  @Command
  private static final class ConfigOption {
    @Option(names = "--config")
    private @Nullable Path file;
  }

  @Override
  public @Nullable String defaultValue(ArgSpec arg) {
    String value = environment.get(variable(arg));
    return value == null ? file.get(key(arg)) : value;
  }

  /** Returns where the value of an option comes from, if it is not a flag or a built-in default. */
  Optional<String> origin(@Nullable ArgSpec arg, @Nullable String value) {
    if (arg == null || value == null || !value.equals(defaultValue(arg))) {
      return Optional.empty();
    }
    return Optional.of(
        environment.containsKey(variable(arg))
            ? "environment variable " + variable(arg)
            : "config file " + fileName);
  }

  /**
   * Refuses a config file with a key that is no command's option: it would be a typing error
   * without a trace.
   */
  public void requireKnown(CommandLine root) {
    Set<String> known = new TreeSet<>();
    for (CommandLine command : root.getSubcommands().values()) {
      for (OptionSpec option : command.getCommandSpec().options()) {
        if (!option.usageHelp() && !option.longestName().equals("--config")) {
          known.add(key(option));
        }
      }
    }
    for (String key : file.keySet()) {
      if (!known.contains(key)) {
        throw Failure.usage(
            "config file %s: unknown key '%s'; known are %s"
                .formatted(fileName, key, String.join(", ", known)));
      }
    }
  }

  /** Returns {@code batch-size} for {@code --batch-size}; empty for a positional argument. */
  private static String key(ArgSpec arg) {
    return arg instanceof OptionSpec option ? option.longestName().substring(2) : "";
  }

  private static String variable(ArgSpec arg) {
    return PREFIX + key(arg).toUpperCase(Locale.ROOT).replace('-', '_');
  }
}
