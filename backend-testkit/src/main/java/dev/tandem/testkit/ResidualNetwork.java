package dev.tandem.testkit;

import dev.tandem.model.AdaptiveAvgPool2d;
import dev.tandem.model.AvgPool2d;
import dev.tandem.model.BatchNorm2d;
import dev.tandem.model.Conv2d;
import dev.tandem.model.Dense;
import dev.tandem.model.Dropout;
import dev.tandem.model.Flatten;
import dev.tandem.model.GELU;
import dev.tandem.model.Initializer;
import dev.tandem.model.LayerNorm;
import dev.tandem.model.LayerSpec;
import dev.tandem.model.LeakyReLU;
import dev.tandem.model.ModelSpec;
import dev.tandem.model.Residual;
import dev.tandem.model.Sequential;
import dev.tandem.model.SiLU;
import dev.tandem.model.Tanh;
import dev.tandem.optim.Adam;
import dev.tandem.optim.AdamW;
import dev.tandem.optim.CrossEntropy;
import dev.tandem.optim.GradientClipping.ByGlobalNorm;
import dev.tandem.optim.TrainingPlan;
import dev.tandem.tensor.Shape;

/** A small network of the layers that the MNIST networks do without. */
final class ResidualNetwork {
  private ResidualNetwork() {}

  /**
   * Returns the network with the rest of the vocabulary around it. Epsilon is large: where a
   * gradient is nearly 0, Adam would make rounding as large as the learning rate.
   */
  static TrainingPlan plan() {
    AdamW optimizer = new AdamW(new Adam(0.9, 0.99, 1e-3), 0.05);
    return TrainingPlan.of(model(), new CrossEntropy(0.1), optimizer)
        .withClipping(new ByGlobalNorm(0.5));
  }

  private static ModelSpec model() {
    Conv2d keep = Conv2d.of(8, 3).withPadding(1).withoutBias();
    LayerSpec same =
        Residual.of(
            keep.withGroups(2).withInitializer(new Initializer.HeNormal()),
            BatchNorm2d.of(),
            new GELU(),
            new Dropout(0.1),
            keep.withPadding(2).withDilation(2));
    LayerSpec half =
        Residual.of(Conv2d.of(12, 3).withStride(2).withPadding(1), new SiLU())
            .withProjection(Conv2d.of(12, 1).withStride(2).withoutBias());
    return ModelSpec.of(
        "residual",
        Shape.of(1, 28, 28),
        Sequential.of(
            Conv2d.of(8, 3).withStride(2).withPadding(1).withoutBias(),
            BatchNorm2d.of(),
            LeakyReLU.of(),
            same,
            AvgPool2d.of(2),
            half,
            new AdaptiveAvgPool2d(2, 3),
            new Flatten(),
            LayerNorm.of(),
            new Dropout(0.2),
            Dense.of(16).withInitializer(new Initializer.GlorotUniform()),
            new Tanh(),
            Dense.of(10)));
  }
}
