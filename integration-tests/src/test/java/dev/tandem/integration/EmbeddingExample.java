package dev.tandem.integration;

import dev.tandem.mnist.MnistData;
import dev.tandem.model.*;
import dev.tandem.optim.*;
import dev.tandem.spi.*;
import dev.tandem.tensor.Shape;
import dev.tandem.training.*;

/** The README's example of Tandem inside an application. */
final class EmbeddingExample {
  private EmbeddingExample() {}

  // tag::example[]
  static Evaluation trainAndEvaluate(String backendId) {
    ModelSpec model =
        ModelSpec.of(
            "my-net",
            Shape.of(1, 28, 28),
            new NamedLayer(
                "features",
                Sequential.of(
                    Conv2d.of(12, 5).withStride(2),
                    new ReLU(),
                    BatchNorm2d.of(),
                    new Dropout(0.1),
                    Conv2d.of(16, 5).withStride(2),
                    new ReLU(),
                    BatchNorm2d.of())),
            new NamedLayer(
                "classifier",
                Sequential.of(
                    Conv2d.of(10, 4),
                    AdaptiveAvgPool2d.global(),
                    new Flatten(),
                    new LogSoftmax())));
    TrainingPlan plan = TrainingPlan.of(model, new NegativeLogLikelihood(), Sgd.of(0.9));
    TrainingSpec spec =
        TrainingSpec.of(plan, new ConstantRate(0.05), 1, 64, 7)
            .withNormalization(MnistData.NORMALIZATION);
    MnistData mnist = MnistData.embedded();
    TrainingData data = TrainingData.split(mnist.train(), 0, 6_400, mnist.test());
    try (Backend backend = Backends.named(backendId).open(BackendOptions.defaults())) {
      Checkpoint trained = new Trainer(backend).train(spec, data);
      try (InferenceSession session = backend.load(model, trained.weights())) {
        return new Evaluator(spec.normalization(), plan.loss()).evaluate(session, mnist.test());
      }
    }
  }
  // end::example[]
}
