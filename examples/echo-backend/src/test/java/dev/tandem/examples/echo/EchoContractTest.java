package dev.tandem.examples.echo;

import dev.tandem.spi.BackendProvider;
import dev.tandem.testkit.BackendContract;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the backend claims to do, it does as the reference does; the rest it refuses. */
class EchoContractTest extends BackendContract {
  private static final List<String> UNSUPPORTED =
      List.of(
          "Conv2d",
          "BatchNorm2d",
          "LayerNorm",
          "LeakyReLU",
          "GELU",
          "SiLU",
          "Sigmoid",
          "Tanh",
          "Dropout",
          "MaxPool2d",
          "AvgPool2d",
          "AdaptiveAvgPool2d",
          "Softmax",
          "Residual",
          "CrossEntropy",
          "Adam",
          "AdamW",
          "ByValue",
          "ByGlobalNorm");

  @Override
  protected BackendProvider provider() {
    return new EchoBackendProvider();
  }

  @Override
  protected Map<String, String> knownGaps() {
    return UNSUPPORTED.stream()
        .collect(
            Collectors.toMap(
                name -> name, name -> "an example needs no more than it takes to show"));
  }
}
