package dev.tandem.testkit;

import static dev.tandem.testkit.LayerCase.image;
import static dev.tandem.testkit.LayerCase.row;

import dev.tandem.model.AdaptiveAvgPool2d;
import dev.tandem.model.AvgPool2d;
import dev.tandem.model.BatchNorm2d;
import dev.tandem.model.Conv2d;
import dev.tandem.model.Dense;
import dev.tandem.model.Dropout;
import dev.tandem.model.Flatten;
import dev.tandem.model.GELU;
import dev.tandem.model.LayerNorm;
import dev.tandem.model.LayerSpec;
import dev.tandem.model.LeakyReLU;
import dev.tandem.model.LogSoftmax;
import dev.tandem.model.MaxPool2d;
import dev.tandem.model.ReLU;
import dev.tandem.model.Residual;
import dev.tandem.model.Sequential;
import dev.tandem.model.SiLU;
import dev.tandem.model.Sigmoid;
import dev.tandem.model.Softmax;
import dev.tandem.model.Tanh;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Every kind of layer at the sizes where engines go wrong. */
final class LayerCases {
  private LayerCases() {}

  static List<LayerCase> all() {
    return Stream.of(convolutions(), dense(), norms(), activations(), pools(), others(), blocks())
        .flatMap(List::stream)
        .toList();
  }

  private static List<LayerCase> convolutions() {
    Conv2d three = Conv2d.of(3, 3);
    return List.of(
        image("Conv2d", three, 3, 2, 5, 7),
        image("Conv2d, one image", three, 1, 2, 7, 5),
        image("Conv2d, 17 images", three, 17, 1, 6, 4),
        image("Conv2d, 1x1", Conv2d.of(4, 1), 2, 3, 5, 4),
        image("Conv2d, even kernel, padded", Conv2d.of(3, 2).withPadding(1), 2, 2, 4, 5),
        image("Conv2d, padded", three.withPadding(1), 2, 2, 5, 7),
        image("Conv2d, padded by more than half", three.withPadding(2), 2, 2, 3, 4),
        image("Conv2d, stride 2", three.withStride(2), 2, 2, 8, 7),
        image(
            "Conv2d, stride 2, padded, even size", three.withStride(2).withPadding(1), 2, 2, 8, 6),
        image("Conv2d, stride 3, 1x1", Conv2d.of(2, 1).withStride(3), 2, 2, 8, 7),
        image("Conv2d, dilation 2", three.withDilation(2), 2, 2, 7, 6),
        image(
            "Conv2d, dilation 2, stride 2, padded",
            three.withDilation(2).withStride(2).withPadding(2),
            2,
            2,
            7,
            8),
        image("Conv2d, 2 groups", Conv2d.of(6, 3).withGroups(2), 2, 4, 5, 6),
        image("Conv2d, depthwise", three.withGroups(3).withPadding(1), 2, 3, 5, 6),
        image("Conv2d, depthwise, 2 filters each", Conv2d.of(6, 3).withGroups(3), 2, 3, 5, 4),
        image("Conv2d, no bias", three.withoutBias(), 2, 2, 5, 6),
        image("Conv2d, 5x5 over all of it", Conv2d.of(3, 5), 2, 2, 5, 5));
  }

  private static List<LayerCase> dense() {
    return List.of(
        row("Dense", Dense.of(5), 3, 7),
        row("Dense, one example", Dense.of(3), 1, 4),
        row("Dense, no bias", Dense.of(4).withoutBias(), 2, 6),
        row("Dense, one to one", Dense.of(1), 2, 1),
        row("Dense, square", Dense.of(4), 5, 4));
  }

  private static List<LayerCase> norms() {
    return List.of(
        image("BatchNorm2d", BatchNorm2d.of(), 3, 2, 5, 4),
        image("BatchNorm2d, one image", BatchNorm2d.of(), 1, 3, 3, 5),
        image("BatchNorm2d, one place", BatchNorm2d.of(), 4, 3, 1, 1),
        image("BatchNorm2d, two values", new BatchNorm2d(0.1, 0.5), 2, 3, 1, 1),
        image("BatchNorm2d, positive inputs", BatchNorm2d.of(), 3, 2, 5, 4).between(2, 4),
        row("LayerNorm, rows", LayerNorm.of(), 3, 5),
        row("LayerNorm, two values", new LayerNorm(0.1), 3, 2),
        image("LayerNorm, images", LayerNorm.of(), 2, 3, 4, 5),
        image("LayerNorm, one image", new LayerNorm(0.1), 1, 2, 3, 3),
        row("LayerNorm, positive inputs", LayerNorm.of(), 3, 6).between(2, 4));
  }

  private static List<LayerCase> activations() {
    List<LayerSpec> layers =
        List.of(
            new ReLU(),
            LeakyReLU.of(),
            new LeakyReLU(0.3),
            new GELU(),
            new SiLU(),
            new Sigmoid(),
            new Tanh());
    List<LayerCase> cases = new ArrayList<>();
    for (LayerSpec layer : layers) {
      cases.add(row(layer + ", rows", layer, 3, 7).between(-4, 4));
      cases.add(image(layer + ", images", layer, 1, 2, 3, 5).between(-4, 4));
      cases.add(row(layer + ", large inputs", layer, 2, 9).between(-200, 200));
    }
    return cases;
  }

  private static List<LayerCase> pools() {
    return List.of(
        image("MaxPool2d", MaxPool2d.of(2), 2, 3, 6, 4),
        image("MaxPool2d, left over", MaxPool2d.of(2), 1, 2, 7, 5),
        image("MaxPool2d, overlapping", new MaxPool2d(3, 2), 2, 2, 7, 8),
        image("MaxPool2d, with gaps", new MaxPool2d(2, 3), 2, 2, 8, 7),
        image("MaxPool2d, all negative", MaxPool2d.of(3), 2, 2, 6, 8).between(-5, -1),
        image("AvgPool2d", AvgPool2d.of(2), 2, 3, 6, 4),
        image("AvgPool2d, left over", AvgPool2d.of(3), 1, 2, 7, 8),
        image("AvgPool2d, overlapping", new AvgPool2d(3, 1), 2, 2, 5, 6),
        image("AvgPool2d, with gaps", new AvgPool2d(2, 3), 2, 2, 8, 7),
        image("AdaptiveAvgPool2d, global", AdaptiveAvgPool2d.global(), 3, 4, 5, 7),
        image("AdaptiveAvgPool2d, uneven windows", new AdaptiveAvgPool2d(3, 4), 2, 2, 5, 7),
        image("AdaptiveAvgPool2d, overlapping", new AdaptiveAvgPool2d(2, 3), 2, 2, 3, 4),
        image("AdaptiveAvgPool2d, same size", new AdaptiveAvgPool2d(3, 2), 2, 2, 3, 2));
  }

  private static List<LayerCase> others() {
    return List.of(
        image("Flatten, images", new Flatten(), 2, 3, 4, 5),
        row("Flatten, rows", new Flatten(), 2, 6),
        image("Flatten then Dense", Sequential.of(new Flatten(), Dense.of(4)), 2, 3, 2, 5),
        image("Dropout, images", new Dropout(0.25), 3, 2, 4, 5),
        row("Dropout, rows", new Dropout(0.9), 3, 20),
        row("Dropout, rate 0", new Dropout(0), 2, 5),
        row("Softmax", new Softmax(), 3, 5),
        row("Softmax, large inputs", new Softmax(), 3, 5).between(-1000, 1000),
        row("Softmax, far from 0", new Softmax(), 3, 5).between(998, 1000),
        row("Softmax, one class", new Softmax(), 2, 1),
        row("LogSoftmax", new LogSoftmax(), 3, 5),
        row("LogSoftmax, large inputs", new LogSoftmax(), 3, 5).between(-1000, 1000),
        row("LogSoftmax, far from 0", new LogSoftmax(), 3, 5).between(998, 1000),
        row("LogSoftmax, one class", new LogSoftmax(), 2, 1));
  }

  private static List<LayerCase> blocks() {
    Conv2d keep = Conv2d.of(2, 3).withPadding(1);
    Conv2d half = Conv2d.of(4, 3).withStride(2).withPadding(1);
    Conv2d shortcut = Conv2d.of(4, 1).withStride(2);
    return List.of(
        image("Residual", Residual.of(keep, new Tanh()), 2, 2, 5, 4),
        image("Residual, projected", Residual.of(half).withProjection(shortcut), 2, 2, 7, 6),
        image("Residual in Residual", Residual.of(keep, Residual.of(keep)), 2, 2, 4, 3),
        row("Residual, empty body", Residual.of(), 2, 4),
        image("Sequential", Sequential.of(keep, Sequential.of(keep), new Tanh()), 2, 2, 5, 4),
        row("Sequential, empty", Sequential.of(), 2, 4));
  }
}
