package dev.tandem.model;

import dev.tandem.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * What a model costs and sees, layer by layer.
 *
 * @param rows one row for each layer, in order
 */
public record ModelSummary(List<Row> rows) {

  /**
   * One layer.
   *
   * @param path {@code conv1.0}
   * @param layer the layer's description
   * @param output shape of its output without the batch
   * @param parameters number of trained values
   * @param multiplyAccumulates multiply-add pairs of one forward pass of one example
   * @param receptiveField side of the square of the input that one output element sees, in pixels,
   *     padding included; empty once it is the whole image (after global pooling, {@link Dense} or
   *     {@link LayerNorm})
   */
  public record Row(
      String path,
      LayerSpec layer,
      Shape output,
      long parameters,
      long multiplyAccumulates,
      OptionalInt receptiveField) {}

  public ModelSummary {
    rows = List.copyOf(rows);
  }

  /** Returns the summary of a model. */
  public static ModelSummary of(ModelSpec model) {
    Walk walk = new Walk();
    model.root().accept(walk);
    return new ModelSummary(walk.rows);
  }

  /** Returns the number of trained values of the model. */
  public long parameters() {
    return rows.stream().mapToLong(Row::parameters).sum();
  }

  /** Returns the multiply-add pairs of one forward pass of one example. */
  public long multiplyAccumulates() {
    return rows.stream().mapToLong(Row::multiplyAccumulates).sum();
  }

  /** Walks the layers in order; the receptive field grows by {@code (kernel - 1) * jump}. */
  private static final class Walk implements LayerVisitor<Void> {
    private final List<Row> rows = new ArrayList<>();
    private int field = 1;
    private int jump = 1;
    private boolean global;

    private Void add(LayerNode node, long multiplyAccumulates) {
      long parameters =
          node.parameters().stream()
              .filter(ParameterSpec::trainable)
              .mapToLong(p -> p.shape().size())
              .sum();
      rows.add(
          new Row(
              node.path(),
              node.spec(),
              node.output(),
              parameters,
              multiplyAccumulates,
              global ? OptionalInt.empty() : OptionalInt.of(field)));
      return null;
    }

    private void slide(int kernel, int stride) {
      field += (kernel - 1) * jump;
      jump *= stride;
    }

    @Override
    public Void visit(Conv2d layer, LayerNode node) {
      slide(layer.span(), layer.stride());
      long channels = node.input().dimension(0) / layer.groups();
      return add(node, node.output().size() * channels * layer.kernel() * layer.kernel());
    }

    @Override
    public Void visit(Dense layer, LayerNode node) {
      global = true;
      return add(node, (long) node.input().size() * layer.units());
    }

    @Override
    public Void visit(MaxPool2d layer, LayerNode node) {
      slide(layer.kernel(), layer.stride());
      return add(node, 0);
    }

    @Override
    public Void visit(AvgPool2d layer, LayerNode node) {
      slide(layer.kernel(), layer.stride());
      return add(node, 0);
    }

    @Override
    public Void visit(AdaptiveAvgPool2d layer, LayerNode node) {
      int height = node.input().dimension(1);
      int width = node.input().dimension(2);
      global |= layer.height() == 1 && layer.width() == 1;
      slide(
          Math.max(widest(layer.height(), height), widest(layer.width(), width)),
          Math.max(height / layer.height(), width / layer.width()));
      return add(node, 0);
    }

    /** Returns the size of the largest of the windows: they differ where they do not divide. */
    private static int widest(int windows, int size) {
      return IntStream.range(0, windows)
          .map(
              i ->
                  AdaptiveAvgPool2d.to(i, windows, size) - AdaptiveAvgPool2d.from(i, windows, size))
          .max()
          .orElseThrow();
    }

    @Override
    public Void visit(BatchNorm2d layer, LayerNode node) {
      return add(node, node.output().size());
    }

    @Override
    public Void visit(LayerNorm layer, LayerNode node) {
      global = true;
      return add(node, node.output().size());
    }

    @Override
    public Void visit(ReLU layer, LayerNode node) {
      return add(node, 0);
    }

    @Override
    public Void visit(LeakyReLU layer, LayerNode node) {
      return add(node, 0);
    }

    @Override
    public Void visit(GELU layer, LayerNode node) {
      return add(node, 0);
    }

    @Override
    public Void visit(SiLU layer, LayerNode node) {
      return add(node, 0);
    }

    @Override
    public Void visit(Sigmoid layer, LayerNode node) {
      return add(node, 0);
    }

    @Override
    public Void visit(Tanh layer, LayerNode node) {
      return add(node, 0);
    }

    @Override
    public Void visit(Dropout layer, LayerNode node) {
      return add(node, 0);
    }

    @Override
    public Void visit(Flatten layer, LayerNode node) {
      return add(node, 0);
    }

    @Override
    public Void visit(Softmax layer, LayerNode node) {
      return add(node, 0);
    }

    @Override
    public Void visit(LogSoftmax layer, LayerNode node) {
      return add(node, 0);
    }

    /** The sum sees what the wider of the two sees. */
    @Override
    public Void visit(Residual layer, LayerNode node) {
      int fieldBefore = field;
      int jumpBefore = jump;
      boolean globalBefore = global;
      node.children().get(0).accept(this);
      int fieldOfBody = field;
      boolean globalOfBody = global;
      field = fieldBefore;
      jump = jumpBefore; // both leave the same shape, so either's stride is the sum's
      global = globalBefore;
      node.children().get(1).accept(this);
      field = Math.max(field, fieldOfBody);
      global |= globalOfBody;
      return null;
    }

    @Override
    public Void visit(Sequential layer, LayerNode node) {
      node.children().forEach(child -> child.accept(this));
      return null;
    }
  }
}
