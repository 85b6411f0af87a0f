package dev.tandem.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.data.Normalization;
import dev.tandem.metrics.ConfusionMatrix;
import dev.tandem.model.ModelState;
import dev.tandem.optim.NegativeLogLikelihood;
import dev.tandem.random.RandomStreams;
import dev.tandem.spi.InferenceSession;
import dev.tandem.tensor.HostTensor;
import dev.tandem.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class EvaluatorTest {
  private final SoftmaxRegression backend = new SoftmaxRegression();
  private final Evaluator evaluator =
      new Evaluator(new Normalization(0.5, 2), new NegativeLogLikelihood());

  private InferenceSession session() {
    ModelState state = SoftmaxRegression.model().initialState(new RandomStreams(1));
    return backend.load(SoftmaxRegression.model(), state);
  }

  /** Says class 0 of everything, with the scores -1, -2 and -4. */
  private static HostTensor classZero(HostTensor inputs) {
    int size = inputs.shape().dimension(0);
    float[] scores = new float[3 * size];
    for (int i = 0; i < size; i++) {
      scores[3 * i] = -1;
      scores[3 * i + 1] = -2;
      scores[3 * i + 2] = -4;
    }
    return HostTensor.of(Shape.of(size, 3), scores);
  }

  @Test
  void measuresEveryExampleOfASizeThatIsNoMultipleOfTheBatch() {
    backend.prediction = EvaluatorTest::classZero;
    try (InferenceSession session = session()) {
      Evaluation evaluation = evaluator.evaluate(session, new ToyImages(1201));

      // labels 0, 1, 2, 0, …: 401 of class 0, 400 of each other
      assertThat(evaluation.total()).isEqualTo(1201);
      assertThat(evaluation.correct()).isEqualTo(401);
      assertThat(evaluation.loss())
          .isCloseTo((401 * 1 + 400 * 2 + 400 * 4) / 1201.0, within(1e-12));
    }
    assertThat(backend.predicted).hasSize(13).endsWith(Shape.of(1, 1, 2, 2));
    assertThat(backend.predicted.subList(0, 12)).containsOnly(Shape.of(100, 1, 2, 2));
  }

  @Test
  void fillsTheConfusionMatrix() {
    backend.prediction = EvaluatorTest::classZero;
    ConfusionMatrix confusion = new ConfusionMatrix(3);
    try (InferenceSession session = session()) {
      evaluator.evaluate(session, new ToyImages(7), confusion, new Cancellation());
    }

    assertThat(confusion.count(0, 0)).isEqualTo(3);
    assertThat(confusion.count(1, 0)).isEqualTo(2);
    assertThat(confusion.count(2, 0)).isEqualTo(2);
  }

  @Test
  void normalizesTheImagesAndKeepsTheirOrder() {
    List<HostTensor> seen = new ArrayList<>();
    backend.prediction =
        inputs -> {
          seen.add(inputs);
          return null;
        };
    try (InferenceSession session = session()) {
      evaluator.evaluate(session, new ToyImages(502));
    }

    // example 501: noise (501 * 31 + pixel * 17) % 13 / 26 is 9, 0, 4, 8 / 26; its class is 0
    float[] values = seen.get(5).values();
    assertThat(values).hasSize(8);
    assertThat(values[4]).isCloseTo(9 / 26f / 2, within(1e-6f));
    assertThat(values[5]).isCloseTo(-0.25f, within(1e-6f));
    assertThat(values[6]).isCloseTo((4 / 26f - 0.5f) / 2, within(1e-6f));
    assertThat(values[7]).isCloseTo((8 / 26f - 0.5f) / 2, within(1e-6f));
  }

  @Test
  void stopsBetweenBatches() {
    Cancellation cancellation = new Cancellation();
    backend.prediction =
        inputs -> {
          cancellation.request();
          return null;
        };
    try (InferenceSession session = session()) {
      ConfusionMatrix confusion = new ConfusionMatrix(3);

      assertThatExceptionOfType(CancellationException.class)
          .isThrownBy(
              () -> evaluator.evaluate(session, new ToyImages(1201), confusion, cancellation))
          .withMessage("evaluation cancelled");
      assertThat(backend.predicted).hasSize(1);
    }
  }
}
