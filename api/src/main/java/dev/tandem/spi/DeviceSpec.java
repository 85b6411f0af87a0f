package dev.tandem.spi;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The device a user asks for: {@code cpu} or {@code gpu:N}.
 *
 * @param kind processor or graphics card
 * @param index which card, from 0; always 0 for the processor
 */
public record DeviceSpec(Kind kind, int index) {
  private static final Pattern FORM = Pattern.compile("cpu|gpu:(\\d{1,4})");

  /** The kinds of device. */
  public enum Kind {
    CPU,
    GPU
  }

  public DeviceSpec {
    if (index < 0 || (kind == Kind.CPU && index != 0)) {
      throw new IllegalArgumentException("no device " + kind + " " + index);
    }
  }

  /** Returns the processor. */
  public static DeviceSpec cpu() {
    return new DeviceSpec(Kind.CPU, 0);
  }

  /**
   * Reads the form {@code cpu} or {@code gpu:N}, as {@link #toString} writes it.
   *
   * @throws IllegalArgumentException if the text has another form
   */
  public static DeviceSpec parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "unknown device '" + text + "'; use cpu or gpu:N, such as gpu:0");
    }
    String index = matcher.group(1);
    return index == null ? cpu() : new DeviceSpec(Kind.GPU, Integer.parseInt(index));
  }

  @Override
  public String toString() {
    return kind == Kind.CPU ? "cpu" : kind.name().toLowerCase(Locale.ROOT) + ":" + index;
  }
}
