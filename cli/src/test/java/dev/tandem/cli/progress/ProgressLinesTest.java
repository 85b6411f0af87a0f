package dev.tandem.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.training.StepRecord;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressLinesTest {

  @Test
  void printsALineAtTheStartAndEveryTenSeconds() {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    AtomicLong now = new AtomicLong();
    try (ProgressView view =
        new ProgressLines(new PrintStream(text, true, StandardCharsets.UTF_8), 2, now::get)) {
      for (int batch = 1; batch <= 8; batch++) {
        now.addAndGet(TimeUnit.SECONDS.toNanos(3));
        view.onStep(new StepRecord(2, batch, 8, 8L + batch, 60, 0.1, batch));
      }
    }

    // the first step starts the clock: 20 images a second
    assertThat(text.toString(StandardCharsets.UTF_8).lines())
        .containsExactly(
            "epoch 2/2, step 1/8, loss 1.0000", "epoch 2/2, step 5/8, 20 images/s, loss 3.0000");
  }
}
