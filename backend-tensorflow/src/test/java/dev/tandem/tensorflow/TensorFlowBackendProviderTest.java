package dev.tandem.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tandem.spi.Backend;
import dev.tandem.spi.BackendOptions;
import dev.tandem.spi.BackendUnavailableException;
import dev.tandem.spi.DeviceSpec;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tensorflow.proto.ConfigProto;

/** Devices: what was asked for, or a clear no. */
class TensorFlowBackendProviderTest {
  private static final String CPU = "/job:localhost/replica:0/task:0/device:CPU:0";
  private static final String GPU = "/job:localhost/replica:0/task:0/device:GPU:0";

  private static BackendOptions options(String device) {
    return BackendOptions.defaults().withDevice(DeviceSpec.parse(device)).withThreads(3);
  }

  @Test
  void saysWhatIsRunning() {
    try (Backend backend = new TensorFlowBackendProvider().open(options("cpu"))) {
      assertThat(backend.info().engine()).startsWith("TensorFlow 2.");
      assertThat(backend.info().device()).isEqualTo(DeviceSpec.cpu());
      assertThat(backend.info().threads()).isEqualTo(3);
    }
  }

  @Test
  void refusesACardThatIsNotThere() {
    assertThatExceptionOfType(BackendUnavailableException.class)
        .isThrownBy(
            () ->
                TensorFlowBackendProvider.requireDevice(
                    DeviceSpec.parse("gpu:1"), List.of(CPU, GPU)))
        .withMessageContaining("cannot use gpu:1")
        .withMessageContaining(CPU + ", " + GPU)
        .withMessageContaining("linux-x86_64-gpu");
  }

  @Test
  void takesTheCardThatIsThere() {
    TensorFlowBackendProvider.requireDevice(DeviceSpec.parse("gpu:0"), List.of(CPU, GPU));
    ConfigProto config = TensorFlowBackendProvider.config(options("gpu:2"));

    assertThat(config.getGpuOptions().getVisibleDeviceList()).isEqualTo("2");
    assertThat(config.getDeviceCountMap()).isEmpty();
  }

  @Test
  void keepsToTheProcessorEvenWhereThereIsACard() {
    ConfigProto config = TensorFlowBackendProvider.config(options("cpu"));

    assertThat(config.getDeviceCountMap()).containsEntry("GPU", 0);
    assertThat(config.getIntraOpParallelismThreads()).isEqualTo(3);
    assertThat(config.getInterOpParallelismThreads()).isEqualTo(3);
  }
}
