package dev.tandem.benchmarks;

import ai.djl.engine.Engine;
import dev.tandem.data.Dataset;
import dev.tandem.mnist.MnistData;
import dev.tandem.mnist.MnistModel;
import dev.tandem.mnist.Recipe;
import dev.tandem.spi.Backend;
import dev.tandem.spi.BackendOptions;
import dev.tandem.spi.Backends;

/**
 * Training speed on MNIST-Medium against a plain DJL program, both in this process and in turn, so
 * that the ratio holds when the machine's speed drifts.
 *
 * <p>Arguments: batch size (64), rounds (9), seconds of one turn (4), threads (all).
 */
public final class TrainingThroughput {
  private TrainingThroughput() {}

  public static void main(String[] args) throws Exception {
    int batch = argument(args, 0, 64);
    int rounds = argument(args, 1, 9);
    int seconds = argument(args, 2, 4);
    int threads = argument(args, 3, Runtime.getRuntime().availableProcessors());
    String engine = args.length > 4 ? args[4] : "pytorch";
    Recipe recipe = Recipe.named("seed", MnistModel.MEDIUM).withBatchSize(batch);
    MnistData data = MnistData.embedded();
    Backend backend = Backends.named(engine).open(BackendOptions.defaults().withThreads(threads));
    try (Contestant tandem =
            new TandemContestant(
                backend, data.train(), recipe.toSpec(MnistModel.MEDIUM, data.train().size()));
        Contestant peer = peer(engine, data.train(), batch, threads)) {
      compare(tandem, peer, rounds, seconds);
    }
  }

  /** Returns the plain program to compare with; the backend has loaded its engine. */
  private static Contestant peer(String engine, Dataset images, int batch, int threads)
      throws Exception {
    return switch (engine) {
      case "pytorch" -> new DjlPeer(Engine.getEngine("PyTorch"), images, batch);
      case "tensorflow" -> new TensorFlowPeer(images, batch, threads);
      default -> throw new IllegalArgumentException("no plain program for backend " + engine);
    };
  }

  private static int argument(String[] args, int index, int otherwise) {
    return args.length > index ? Integer.parseInt(args[index]) : otherwise;
  }

  private static void compare(Contestant one, Contestant other, int rounds, int seconds)
      throws Exception {
    imagesPerSecond(one, seconds);
    imagesPerSecond(other, seconds);
    double[] ones = new double[rounds];
    double[] others = new double[rounds];
    double[] ratios = new double[rounds];
    for (int round = 0; round < rounds; round++) {
      ones[round] = imagesPerSecond(one, seconds);
      others[round] = imagesPerSecond(other, seconds);
      ratios[round] = ones[round] / others[round];
    }
    Figures.report(one.name() + ", images/s", ones);
    Figures.report(other.name() + ", images/s", others);
    Figures.report("ratio", ratios);
  }

  private static double imagesPerSecond(Contestant contestant, int seconds) throws Exception {
    long start = System.nanoTime();
    long images = 0;
    double elapsed;
    do {
      images += contestant.step();
      elapsed = (System.nanoTime() - start) / 1e9;
    } while (elapsed < seconds);
    return images / elapsed;
  }
}
