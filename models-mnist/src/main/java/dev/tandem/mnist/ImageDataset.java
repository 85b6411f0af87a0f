package dev.tandem.mnist;

import dev.tandem.data.DataException;
import dev.tandem.data.Dataset;
import dev.tandem.tensor.Shape;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Gray images with labels, kept as bytes: a quarter of the memory, and nothing to convert before
 * the first step.
 */
final class ImageDataset implements Dataset {
  private static final float[] LEVELS = levels();

  private final IdxArray images;
  private final IdxArray labels;
  private final Shape shape;
  private final int classes;
  private final String sha256;

  private ImageDataset(IdxArray images, IdxArray labels, int classes, String sha256) {
    this.images = images;
    this.labels = labels;
    this.shape = Shape.of(1, images.shape().dimension(1), images.shape().dimension(2));
    this.classes = classes;
    this.sha256 = sha256;
  }

  /**
   * Joins images and labels.
   *
   * @param name for messages
   * @param images {@code [n, height, width]}
   * @param labels {@code [n]}
   * @throws DataException if their numbers differ
   */
  static ImageDataset of(String name, IdxArray images, IdxArray labels) {
    int size = images.shape().dimension(0);
    if (size != labels.shape().dimension(0)) {
      throw new DataException(
          name
              + ": there must be one label for each image, got "
              + size
              + " images and "
              + labels.shape().dimension(0)
              + " labels; take both files from the same set.");
    }
    int highest = 0;
    for (int i = 0; i < size; i++) {
      highest = Math.max(highest, labels.at(i));
    }
    return new ImageDataset(images, labels, highest + 1, hash(images, labels));
  }

  /** Returns the same data with room for more classes than its own labels show. */
  ImageDataset withClasses(int newClasses) {
    return new ImageDataset(images, labels, newClasses, sha256);
  }

  private static float[] levels() {
    float[] levels = new float[256];
    for (int i = 0; i < levels.length; i++) {
      levels[i] = i / 255f;
    }
    return levels;
  }

  private static String hash(IdxArray images, IdxArray labels) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(images.content());
      digest.update(labels.content());
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }

  @Override
  public int size() {
    return labels.shape().size();
  }

  @Override
  public Shape shape() {
    return shape;
  }

  @Override
  public int classes() {
    return classes;
  }

  @Override
  public int label(int index) {
    return labels.at(index);
  }

  @Override
  public void read(int index, float[] target, int offset) {
    byte[] content = images.content();
    int from = images.offset() + index * shape.size();
    for (int i = 0; i < shape.size(); i++) {
      target[offset + i] = LEVELS[content[from + i] & 0xff];
    }
  }

  @Override
  public String sha256() {
    return sha256;
  }
}
