package dev.tandem.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tandem.spi.DeviceSpec.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceSpecTest {

  @Test
  void readsTheProcessor() {
    assertThat(DeviceSpec.parse("cpu")).isEqualTo(new DeviceSpec(Kind.CPU, 0));
    assertThat(DeviceSpec.cpu()).isEqualTo(new DeviceSpec(Kind.CPU, 0));
  }

  @Test
  void readsAGraphicsCard() {
    assertThat(DeviceSpec.parse("gpu:0")).isEqualTo(new DeviceSpec(Kind.GPU, 0));
    assertThat(DeviceSpec.parse("gpu:12")).isEqualTo(new DeviceSpec(Kind.GPU, 12));
  }

  @ParameterizedTest
  @ValueSource(strings = {"cpu", "gpu:0", "gpu:7"})
  void writesWhatItReads(String text) {
    assertThat(DeviceSpec.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "gpu", "gpu:", "gpu:-1", "gpu:12345", "gpu:٣", "cpu:0", "CPU", "cuda:0"})
  void refusesAnotherForm(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DeviceSpec.parse(text))
        .withMessage("unknown device '" + text + "'; use cpu or gpu:N, such as gpu:0");
  }

  @Test
  void refusesADeviceThatCannotBe() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DeviceSpec(Kind.GPU, -1))
        .withMessage("no device GPU -1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DeviceSpec(Kind.CPU, 1))
        .withMessage("no device CPU 1");
  }
}
