package dev.tandem.cli.command;

import dev.tandem.mnist.MnistModel;
import dev.tandem.mnist.Recipe;
import dev.tandem.spi.DeviceSpec;
import java.util.Arrays;
import java.util.function.Function;
import java.util.function.Predicate;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Read the values of options and refuse what cannot be; picocli adds the option's name. */
final class Converters {
  private Converters() {}

  private static <T> T read(
      String text, Function<String, T> reader, Predicate<T> rule, String wanted) {
    try {
      T value = reader.apply(text.strip());
      if (rule.test(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new TypeConversionException("must be " + wanted + ", got '" + text + "'");
  }

  private static <T> T named(String text, Function<String, T> reader) {
    try {
      return reader.apply(text.strip());
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(String.valueOf(e.getMessage()));
    }
  }

  /** A whole number from 1 on. */
  static final class Positive implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      return read(text, Integer::valueOf, n -> n >= 1, "a whole number of at least 1");
    }
  }

  /** A whole number from 0 on. */
  static final class NotNegative implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      return read(text, Integer::valueOf, n -> n >= 0, "a whole number of at least 0");
    }
  }

  /** A learning rate. */
  static final class Rate implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
      return read(
          text,
          Double::valueOf,
          x -> x > 0 && Double.isFinite(x),
          "a number above 0, such as 0.05");
    }
  }

  /** A percentage. */
  static final class Percent implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
      return read(text, Double::valueOf, x -> x >= 0 && x <= 100, "a percentage from 0 to 100");
    }
  }

  /** A device. */
  static final class Device implements ITypeConverter<DeviceSpec> {
    @Override
    public DeviceSpec convert(String text) {
      return named(text, DeviceSpec::parse);
    }
  }

  /** A model by its id. */
  static final class Model implements ITypeConverter<MnistModel> {
    @Override
    public MnistModel convert(String text) {
      return named(text, MnistModel::named);
    }
  }

  /** The name of a recipe. */
  static final class RecipeName implements ITypeConverter<String> {
    @Override
    public String convert(String text) {
      return named(text, name -> Recipe.named(name, MnistModel.MEDIUM).name());
    }
  }

  /** What completion offers for a model. */
  static final class ModelIds implements Iterable<String> {
    @Override
    public java.util.Iterator<String> iterator() {
      return Arrays.stream(MnistModel.values()).map(MnistModel::id).iterator();
    }
  }

  /** What completion offers for a recipe. */
  static final class RecipeNames implements Iterable<String> {
    @Override
    public java.util.Iterator<String> iterator() {
      return Recipe.names().iterator();
    }
  }
}
