package dev.tandem.data;

import dev.tandem.model.LayerNode;
import dev.tandem.random.RandomStream;
import dev.tandem.tensor.Shape;

/**
 * Which elements one dropout layer keeps in one step; drawn on the host, so that every backend
 * drops the same units.
 */
public final class DropoutMask {
  private final String layer;
  private final Shape shape;
  private final byte[] keep;

  /**
   * @param layer the dropout layer's path
   * @param shape shape of the layer's input, the batch first
   * @param keep 1 to keep, 0 to drop, in row-major order of {@code shape}; not copied
   * @throws IllegalArgumentException if the number of elements is not the shape's size
   */
  public DropoutMask(String layer, Shape shape, byte... keep) {
    if (keep.length != shape.size()) {
      throw new IllegalArgumentException(
          "mask of layer " + layer + ": " + keep.length + " elements for shape " + shape);
    }
    this.layer = layer;
    this.shape = shape;
    this.keep = keep;
  }

  /** Draws the mask of a dropout layer for a batch. */
  static DropoutMask draw(LayerNode layer, double rate, int batch, RandomStream random) {
    Shape shape = layer.input().withBatch(batch);
    byte[] keep = new byte[shape.size()];
    random.fillKeepMask(keep, rate);
    return new DropoutMask(layer.path(), shape, keep);
  }

  /** Returns the dropout layer's path. */
  public String layer() {
    return layer;
  }

  /** Returns the shape of the layer's input, the batch first. */
  public Shape shape() {
    return shape;
  }

  /** Returns the live array, 1 to keep and 0 to drop; treat it as read only. */
  public byte[] keep() {
    return keep;
  }
}
