package dev.tandem.reference;

import dev.tandem.model.Conv2d;
import dev.tandem.model.LayerNode;
import dev.tandem.tensor.Shape;
import java.util.List;
import java.util.Map;

/** Convolutions that take another element, weight or channel than they should. */
final class ConvolutionMutants {
  private ConvolutionMutants() {}

  static List<Mutant> all() {
    return List.of(
        of("padding on one side only", new Fault(true, false, false, false, false)),
        of("kernel flipped", new Fault(false, true, false, false, false)),
        of("kernel transposed", new Fault(false, false, true, false, false)),
        of("dilation ignored", new Fault(false, false, false, true, false)),
        of("groups mixed", new Fault(false, false, false, false, true)));
  }

  private static Mutant of(String fault, Fault kind) {
    return LayerMutants.of(fault, "layer", parameters -> new Compiler(parameters, kind));
  }

  private record Fault(
      boolean oneSided, boolean flipped, boolean transposed, boolean dense, boolean mixed) {}

  private static final class Compiler extends ReferenceCompiler {
    private final Fault fault;

    Compiler(Map<String, Parameter> parameters, Fault fault) {
      super(parameters);
      this.fault = fault;
    }

    @Override
    public Operator visit(Conv2d layer, LayerNode node) {
      double[] weight = parameter(node, "weight").values;
      double[] bias = layer.bias() ? parameter(node, "bias").values : new double[layer.filters()];
      Loops loops = new Loops(layer, node, weight, bias, fault);
      return new ChangedForward(
          new InputKept(super.visit(layer, node), loops), (y, pass) -> loops.run(y));
    }
  }

  /** Remembers the input before the right operator takes it. */
  private record InputKept(Operator operator, Loops loops) implements Operator {
    @Override
    public double[] forward(double[] x, Pass pass) {
      loops.x = x;
      return operator.forward(x, pass);
    }

    @Override
    public double[] backward(double[] dy) {
      return operator.backward(dy);
    }
  }

  /** The convolution once more, element by element, with the fault. */
  private static final class Loops {
    private final Conv2d layer;
    private final Shape input;
    private final Shape output;
    private final double[] weight;
    private final double[] bias;
    private final Fault fault;
    private double[] x = {};

    Loops(Conv2d layer, LayerNode node, double[] weight, double[] bias, Fault fault) {
      this.layer = layer;
      this.input = node.input();
      this.output = node.output();
      this.weight = weight;
      this.bias = bias;
      this.fault = fault;
    }

    void run(double[] y) {
      for (int out = 0; out < y.length; out++) {
        int column = out % output.dimension(2);
        int row = out / output.dimension(2) % output.dimension(1);
        int filter = out / (output.dimension(1) * output.dimension(2)) % output.dimension(0);
        int image = out / output.size();
        y[out] = bias[filter] + sum(image, filter, row, column);
      }
    }

    private double sum(int image, int filter, int row, int column) {
      int channels = input.dimension(0) / layer.groups();
      int k = layer.kernel();
      int dilation = fault.dense() ? 1 : layer.dilation();
      int padding = fault.oneSided() ? 0 : layer.padding();
      int group =
          fault.mixed() ? filter % layer.groups() : filter / (layer.filters() / layer.groups());
      double sum = 0;
      for (int tap = 0; tap < channels * k * k; tap++) {
        int u = tap / k % k;
        int v = tap % k;
        int i = row * layer.stride() + u * dilation - padding;
        int j = column * layer.stride() + v * dilation - padding;
        int channel = group * channels + tap / (k * k);
        sum += weight[filter * channels * k * k + place(tap, u, v)] * at(image, channel, i, j);
      }
      return sum;
    }

    private int place(int tap, int u, int v) {
      int k = layer.kernel();
      if (fault.flipped()) {
        return tap - u * k - v + (k - 1 - u) * k + k - 1 - v;
      }
      return fault.transposed() ? tap - u * k - v + v * k + u : tap;
    }

    private double at(int image, int channel, int i, int j) {
      boolean inside = i >= 0 && i < input.dimension(1) && j >= 0 && j < input.dimension(2);
      int row = (image * input.dimension(0) + channel) * input.dimension(1) + i;
      return inside ? x[row * input.dimension(2) + j] : 0;
    }
  }
}
