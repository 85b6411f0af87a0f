package dev.tandem.reference;

import dev.tandem.model.AdaptiveAvgPool2d;
import dev.tandem.model.AvgPool2d;
import dev.tandem.model.BatchNorm2d;
import dev.tandem.model.Conv2d;
import dev.tandem.model.Flatten;
import dev.tandem.model.GELU;
import dev.tandem.model.LayerNode;
import dev.tandem.model.LayerNorm;
import dev.tandem.model.LeakyReLU;
import dev.tandem.model.MaxPool2d;
import dev.tandem.model.Residual;
import dev.tandem.model.Softmax;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Faults of layers other than convolutions and dropout. */
final class LayerMutants {
  private LayerMutants() {}

  static List<Mutant> all() {
    return List.of(
        of("running variance of BatchNorm2d biased", "batchNorm", BiasedRunningVariance::new),
        of("batch variance of BatchNorm2d unbiased", "batchNorm", UnbiasedBatchVariance::new),
        of("statisticsDecay the weight of the new value", "batchNorm", DecayOfTheNew::new),
        of("statistics moved by predict", "batchNorm", MovedByPredict::new),
        of("variance of LayerNorm unbiased", "layer", UnbiasedLayerNorm::new),
        of("GELU by its tanh approximation", "layer", TanhGelu::new),
        of("AdaptiveAvgPool2d divides by another window's size", "layer", FirstWindow::new),
        of("AvgPool2d counts one row more", "layer", OneRowMore::new),
        of("MaxPool2d pads with 0", "layer", ZeroPadding::new),
        of("Softmax does not subtract the maximum", "layer", Overflow::new),
        of("Residual forgets the projection", "layer", NoProjection::new),
        of("Flatten puts channels last", "layer", ChannelsLast::new),
        of("gradient of LeakyReLU is 1 at 0", "gradient", OneAtZero::new),
        of("a convolution of large images misses a bit", "trajectory", WrongIfLarge::new));
  }

  static Mutant of(
      String fault, String contract, Function<Map<String, Parameter>, ReferenceCompiler> compiler) {
    return Mutant.of(
        fault,
        contract,
        new Parts() {
          @Override
          ReferenceCompiler layers(Map<String, Parameter> parameters) {
            return compiler.apply(parameters);
          }
        });
  }

  private static final class BiasedRunningVariance extends ReferenceCompiler {
    BiasedRunningVariance(Map<String, Parameter> parameters) {
      super(parameters);
    }

    @Override
    public Operator visit(BatchNorm2d layer, LayerNode node) {
      return new BatchNormOperator(layer, node, role -> parameter(node, role)) {
        @Override
        double runningVariance(double squares, double n) {
          return squares / n;
        }
      };
    }
  }

  private static final class UnbiasedBatchVariance extends ReferenceCompiler {
    UnbiasedBatchVariance(Map<String, Parameter> parameters) {
      super(parameters);
    }

    @Override
    public Operator visit(BatchNorm2d layer, LayerNode node) {
      int channels = node.input().dimension(0);
      int plane = node.input().size() / channels;
      double[] bias = parameter(node, "bias").values;
      return new ChangedForward(
          super.visit(layer, node),
          (y, pass) -> {
            double n = (double) y.length / channels;
            for (int i = 0; pass.training() && i < y.length; i++) {
              double b = bias[i / plane % channels];
              y[i] = (y[i] - b) * Math.sqrt((n - 1) / n) + b;
            }
          });
    }
  }

  private static final class DecayOfTheNew extends ReferenceCompiler {
    DecayOfTheNew(Map<String, Parameter> parameters) {
      super(parameters);
    }

    @Override
    public Operator visit(BatchNorm2d layer, LayerNode node) {
      return super.visit(new BatchNorm2d(layer.epsilon(), 1 - layer.statisticsDecay()), node);
    }
  }

  private static final class MovedByPredict extends ReferenceCompiler {
    MovedByPredict(Map<String, Parameter> parameters) {
      super(parameters);
    }

    @Override
    public Operator visit(BatchNorm2d layer, LayerNode node) {
      double[] mean = parameter(node, "running_mean").values;
      return new ChangedForward(
          super.visit(layer, node), (y, pass) -> mean[0] += pass.training() ? 0 : 0.01);
    }
  }

  private static final class UnbiasedLayerNorm extends ReferenceCompiler {
    UnbiasedLayerNorm(Map<String, Parameter> parameters) {
      super(parameters);
    }

    @Override
    public Operator visit(LayerNorm layer, LayerNode node) {
      return new LayerNormOperator(layer, parameter(node, "weight"), parameter(node, "bias")) {
        @Override
        double variance(double squares, int count) {
          return squares / Math.max(1, count - 1);
        }
      };
    }
  }

  private static final class TanhGelu extends ReferenceCompiler {
    TanhGelu(Map<String, Parameter> parameters) {
      super(parameters);
    }

    @Override
    public Operator visit(GELU layer, LayerNode node) {
      double root = Math.sqrt(2 / Math.PI);
      return new ElementwiseOperator(
          x -> x / 2 * (1 + Math.tanh(root * (x + 0.044715 * x * x * x))), x -> 0);
    }
  }

  private static final class FirstWindow extends ReferenceCompiler {
    FirstWindow(Map<String, Parameter> parameters) {
      super(parameters);
    }

    @Override
    public Operator visit(AdaptiveAvgPool2d layer, LayerNode node) {
      int h = node.input().dimension(1);
      int w = node.input().dimension(2);
      return new ChangedForward(
          super.visit(layer, node),
          (y, pass) -> {
            for (int i = 0; i < y.length; i++) {
              int column = i % layer.width();
              int row = i / layer.width() % layer.height();
              y[i] *= size(row, layer.height(), h) / size(0, layer.height(), h);
              y[i] *= size(column, layer.width(), w) / size(0, layer.width(), w);
            }
          });
    }

    private static double size(int i, int windows, int size) {
      return (double) AdaptiveAvgPool2d.to(i, windows, size)
          - AdaptiveAvgPool2d.from(i, windows, size);
    }
  }

  private static final class OneRowMore extends ReferenceCompiler {
    OneRowMore(Map<String, Parameter> parameters) {
      super(parameters);
    }

    @Override
    public Operator visit(AvgPool2d layer, LayerNode node) {
      double factor = layer.kernel() / (layer.kernel() + 1.0);
      return ChangedForward.each(super.visit(layer, node), y -> y * factor);
    }
  }

  private static final class ZeroPadding extends ReferenceCompiler {
    ZeroPadding(Map<String, Parameter> parameters) {
      super(parameters);
    }

    @Override
    public Operator visit(MaxPool2d layer, LayerNode node) {
      return ChangedForward.each(super.visit(layer, node), y -> Math.max(y, 0));
    }
  }

  private static final class Overflow extends ReferenceCompiler {
    Overflow(Map<String, Parameter> parameters) {
      super(parameters);
    }

    @Override
    public Operator visit(Softmax layer, LayerNode node) {
      int classes = node.output().size();
      return new ChangedForward(
          new ElementwiseOperator(StrictMath::exp, StrictMath::exp),
          (y, pass) -> {
            for (int row = 0; row < y.length; row += classes) {
              double sum = 0;
              for (int k = row; k < row + classes; k++) {
                sum += y[k];
              }
              for (int k = row; k < row + classes; k++) {
                y[k] /= sum;
              }
            }
          });
    }
  }

  private static final class NoProjection extends ReferenceCompiler {
    NoProjection(Map<String, Parameter> parameters) {
      super(parameters);
    }

    @Override
    public Operator visit(Residual layer, LayerNode node) {
      return node.children().get(0).accept(this);
    }
  }

  private static final class ChannelsLast extends ReferenceCompiler {
    ChannelsLast(Map<String, Parameter> parameters) {
      super(parameters);
    }

    @Override
    public Operator visit(Flatten layer, LayerNode node) {
      int size = node.input().size();
      int channels = node.input().dimension(0);
      int plane = size / channels;
      return new ChangedForward(
          super.visit(layer, node),
          (y, pass) -> {
            double[] x = y.clone();
            for (int i = 0; i < y.length; i++) {
              int at = i % size;
              y[i] = x[i - at + at % channels * plane + at / channels];
            }
          });
    }
  }

  /** No small case can see it. */
  private static final class WrongIfLarge extends ReferenceCompiler {
    WrongIfLarge(Map<String, Parameter> parameters) {
      super(parameters);
    }

    @Override
    public Operator visit(Conv2d layer, LayerNode node) {
      int height = node.input().dimension(1);
      return ChangedForward.each(super.visit(layer, node), y -> height < 20 ? y : y * 1.0001);
    }
  }

  private static final class OneAtZero extends ReferenceCompiler {
    OneAtZero(Map<String, Parameter> parameters) {
      super(parameters);
    }

    @Override
    public Operator visit(LeakyReLU layer, LayerNode node) {
      double slope = layer.negativeSlope();
      return new ElementwiseOperator(x -> x > 0 ? x : slope * x, x -> x >= 0 ? 1 : slope);
    }
  }
}
