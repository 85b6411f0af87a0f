package dev.tandem.benchmarks;

import dev.tandem.data.Augmentation;
import dev.tandem.data.BatchSource;
import dev.tandem.data.PreparedBatch;
import dev.tandem.data.RandomTransform;
import dev.tandem.mnist.MnistData;
import dev.tandem.mnist.MnistModel;
import dev.tandem.mnist.Recipe;
import dev.tandem.random.RandomStreams;
import dev.tandem.spi.Backend;
import dev.tandem.spi.BackendOptions;
import dev.tandem.spi.Backends;
import dev.tandem.spi.StepContext;
import dev.tandem.spi.TrainingSession;
import dev.tandem.training.Checkpoint;
import dev.tandem.training.TrainingSpec;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * How far a backend's training loss strays from the reference's, step by step: in a run of its own,
 * and in single steps taken from the reference's state. Seed's recipe with dropout, rotation on.
 *
 * <p>Arguments: backend id, number of steps, folder for {@code drift.csv} and {@code drift.png}.
 */
public final class Drift {
  /** What a chart with a logarithmic axis can show of two equal losses. */
  private static final double SMALLEST = 1e-9;

  private Drift() {}

  private record Point(MnistModel model, int step, double loss, double apart, double oneStep) {}

  public static void main(String[] args) throws IOException {
    String backend = args.length > 0 ? args[0] : "pytorch";
    int steps = args.length > 1 ? Integer.parseInt(args[1]) : 100;
    Path folder = Files.createDirectories(Path.of(args.length > 2 ? args[2] : "."));
    List<Point> points = new ArrayList<>();
    for (MnistModel model : MnistModel.values()) {
      points.addAll(measure(backend, model, steps));
      report(points.subList(points.size() - steps, points.size()));
    }
    write(points, folder.resolve("drift.csv"));
    BitmapEncoder.saveBitmap(
        chart(points, backend),
        folder.resolve("drift.png").toString(),
        BitmapEncoder.BitmapFormat.PNG);
  }

  private static List<Point> measure(String id, MnistModel model, int steps) {
    BackendOptions oneThread = BackendOptions.defaults().withThreads(1);
    MnistData data = MnistData.embedded();
    TrainingSpec spec =
        Recipe.named("seed", model)
            .toSpec(model, data.train().size())
            .withAugmentation(
                Augmentation.none().with(new RandomTransform.Rotation(5)).withFill(1 / 255f));
    BatchSource source =
        new BatchSource(
            data.train(),
            spec.plan().model(),
            spec.batchSize(),
            spec.augmentation(),
            spec.normalization(),
            new RandomStreams(spec.seed()));
    int[] order = source.order(0);
    List<Point> points = new ArrayList<>();
    Checkpoint start = Checkpoint.initial(spec);
    try (Backend backend = Backends.named(id).open(oneThread);
        Backend reference = Backends.named("reference").open(oneThread);
        TrainingSession run = backend.compile(spec.plan(), start.state());
        TrainingSession oracle = reference.compile(spec.plan(), start.state())) {
      for (int i = 0; i < steps; i++) {
        PreparedBatch batch = source.prepare(0, order, i);
        StepContext context = new StepContext(i, spec.schedule().at(i), batch.masks());
        try (TrainingSession step = backend.compile(spec.plan(), oracle.snapshot())) {
          double loss = oracle.trainStep(batch.batch(), context).loss();
          double apart = Math.abs(run.trainStep(batch.batch(), context).loss() - loss);
          double oneStep = Math.abs(step.trainStep(batch.batch(), context).loss() - loss);
          points.add(new Point(model, i + 1, loss, apart, oneStep));
        }
      }
    }
    return points;
  }

  private static void report(List<Point> points) {
    for (int limit : new int[] {6, 20, points.size()}) {
      List<Point> first = points.subList(0, Math.min(limit, points.size()));
      System.out.printf(
          Locale.ROOT,
          "%s, %d steps: own run off by up to %.1e, one step by up to %.1e%n",
          first.get(0).model().id(),
          first.size(),
          first.stream().mapToDouble(Point::apart).max().orElseThrow(),
          first.stream().mapToDouble(Point::oneStep).max().orElseThrow());
    }
  }

  private static void write(List<Point> points, Path file) throws IOException {
    try (PrintStream out = new PrintStream(Files.newOutputStream(file), true, "UTF-8")) {
      out.print("model,step,reference_loss,own_run_difference,one_step_difference\n");
      for (Point p : points) {
        out.printf(
            Locale.ROOT,
            "%s,%d,%.9f,%.3e,%.3e\n",
            p.model().id(),
            p.step(),
            p.loss(),
            p.apart(),
            p.oneStep());
      }
    }
  }

  private static XYChart chart(List<Point> points, String backend) {
    XYChart chart =
        new XYChartBuilder()
            .width(900)
            .height(520)
            .title("Training loss of " + backend + " against the reference")
            .xAxisTitle("step")
            .yAxisTitle("absolute difference of the loss")
            .build();
    chart.getStyler().setYAxisLogarithmic(true);
    chart.getStyler().setYAxisMin(SMALLEST);
    chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideE);
    for (MnistModel model : MnistModel.values()) {
      List<Point> own = points.stream().filter(p -> p.model() == model).toList();
      add(chart, model.id() + ", own run", own, own.stream().map(Point::apart).toList());
      add(chart, model.id() + ", one step", own, own.stream().map(Point::oneStep).toList());
    }
    return chart;
  }

  private static void add(XYChart chart, String name, List<Point> points, List<Double> values) {
    List<Integer> steps = points.stream().map(Point::step).toList();
    List<Double> visible = values.stream().map(v -> Math.max(v, SMALLEST)).toList();
    chart.addSeries(name, steps, visible).setMarker(SeriesMarkers.NONE);
  }
}
