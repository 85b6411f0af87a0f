package dev.tandem.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class BackendOptionsTest {
  private static final DeviceSpec GPU = DeviceSpec.parse("gpu:1");

  @Test
  void defaultsToTheWholeProcessor() {
    assertThat(BackendOptions.defaults())
        .isEqualTo(
            new BackendOptions(
                DeviceSpec.cpu(), Runtime.getRuntime().availableProcessors(), false));
  }

  @Test
  void isChangedOneFieldAtATime() {
    BackendOptions options = new BackendOptions(DeviceSpec.cpu(), 2, false);

    assertThat(options.withDevice(GPU)).isEqualTo(new BackendOptions(GPU, 2, false));
    assertThat(options.withThreads(3)).isEqualTo(new BackendOptions(DeviceSpec.cpu(), 3, false));
    assertThat(options.withDeterministic(true))
        .isEqualTo(new BackendOptions(DeviceSpec.cpu(), 2, true));
  }

  @Test
  void needsAThread() {
    assertThat(BackendOptions.defaults().withThreads(1).threads()).isEqualTo(1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BackendOptions.defaults().withThreads(0))
        .withMessage("threads must be at least 1, got 0");
  }
}
