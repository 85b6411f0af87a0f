package dev.tandem.model;

/**
 * A layer under the name it has inside its {@link Sequential}.
 *
 * @param name letters, digits and underscores; dots separate levels and are not allowed
 * @param layer the layer
 */
public record NamedLayer(String name, LayerSpec layer) {
  /**
   * @throws IllegalArgumentException if the name has other characters or is empty
   */
  public NamedLayer {
    if (name.isEmpty() || !name.chars().allMatch(NamedLayer::allowed)) {
      throw new IllegalArgumentException(
          "layer name '" + name + "': use ASCII letters, digits and underscores only");
    }
  }

  private static boolean allowed(int c) {
    return c == '_' || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  }
}
