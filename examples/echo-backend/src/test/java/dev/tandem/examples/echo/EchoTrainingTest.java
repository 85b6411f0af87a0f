package dev.tandem.examples.echo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.mnist.MnistData;
import dev.tandem.model.Dense;
import dev.tandem.model.Flatten;
import dev.tandem.model.LogSoftmax;
import dev.tandem.model.ModelSpec;
import dev.tandem.model.ReLU;
import dev.tandem.model.Sequential;
import dev.tandem.optim.ConstantRate;
import dev.tandem.optim.NegativeLogLikelihood;
import dev.tandem.optim.Sgd;
import dev.tandem.optim.TrainingPlan;
import dev.tandem.spi.Backend;
import dev.tandem.spi.BackendOptions;
import dev.tandem.spi.Backends;
import dev.tandem.tensor.Shape;
import dev.tandem.training.EpochRecord;
import dev.tandem.training.Trainer;
import dev.tandem.training.TrainingData;
import dev.tandem.training.TrainingSpec;
import org.junit.jupiter.api.Test;

/** What the backend is for: digits by a fully connected network, found by its id. */
class EchoTrainingTest {

  @Test
  void learnsDigits() {
    ModelSpec model =
        ModelSpec.of(
            "perceptron",
            Shape.of(1, 28, 28),
            Sequential.of(new Flatten(), Dense.of(32), new ReLU(), Dense.of(10), new LogSoftmax()));
    TrainingSpec spec =
        TrainingSpec.of(
                TrainingPlan.of(model, new NegativeLogLikelihood(), Sgd.of(0.9)),
                new ConstantRate(0.02),
                1,
                32,
                1)
            .withNormalization(MnistData.NORMALIZATION);
    MnistData mnist = MnistData.embedded();
    TrainingData data = TrainingData.split(mnist.train(), 0, 6_400, mnist.test().slice(0, 1_000));
    try (Backend backend = Backends.named("echo").open(BackendOptions.defaults())) {
      EpochRecord last = new Trainer(backend).train(spec, data).progress().history().get(0);

      assertThat(last.test().accuracy()).isGreaterThan(0.85);
    }
  }
}
