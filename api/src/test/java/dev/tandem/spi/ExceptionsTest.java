package dev.tandem.spi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.data.DataException;
import dev.tandem.model.InvalidModelException;
import org.junit.jupiter.api.Test;

class ExceptionsTest {
  private final Exception cause = new IllegalStateException("out of memory");

  @Test
  void aBackendSaysWhichWhereAndWhatItWasDoing() {
    BackendInfo info = new BackendInfo("pytorch", "PyTorch 2.7.1", DeviceSpec.parse("gpu:1"), 4);

    assertThat(new BackendException(info, "step 12", cause))
        .hasMessage("backend pytorch on gpu:1, step 12: out of memory")
        .hasCause(cause);
    assertThat(new BackendException(info, "step 12", new IllegalStateException()))
        .hasMessage("backend pytorch on gpu:1, step 12: java.lang.IllegalStateException");
  }

  @Test
  void anUnsupportedPlanNamesBackendAndPart() {
    assertThat(new UnsupportedPlanException("mxnet", "layer conv1.0 Conv2d[groups=2]"))
        .hasMessage(
            "backend mxnet cannot compute layer conv1.0 Conv2d[groups=2]; choose another backend")
        .hasNoCause();
  }

  @Test
  void othersKeepMessageAndCause() {
    assertThat(new BackendUnavailableException("no GPU")).hasMessage("no GPU").hasNoCause();
    assertThat(new BackendUnavailableException("no GPU", cause))
        .hasMessage("no GPU")
        .hasCause(cause);
    assertThat(new DataException("cut short")).hasMessage("cut short").hasNoCause();
    assertThat(new DataException("cut short", cause)).hasMessage("cut short").hasCause(cause);
    assertThat(new InvalidModelException("layer 1", cause)).hasMessage("layer 1").hasCause(cause);
  }
}
