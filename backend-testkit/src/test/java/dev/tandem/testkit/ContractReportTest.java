package dev.tandem.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.spi.BackendInfo;
import dev.tandem.spi.DeviceSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContractReportTest {

  @Test
  void saysWhatWasMeasured(@TempDir Path folder) throws IOException {
    Tally tally = new Tally("layer");
    tally.add("Dense", new Difference("outputs[0, 1]", 2, 2.5, 1));
    tally.add("Conv2d", new Difference("outputs[0, 2]", 2, 2.1, 0.125));
    tally.passed();
    tally.failed();
    tally.gap();
    BackendInfo info = new BackendInfo("toy", "Toy 1.0", DeviceSpec.cpu(), 2);
    ContractReport report = ContractReport.of(info, 7, List.of(tally.result()));
    report.write(folder.resolve("contract"));
    JsonNode json = new ObjectMapper().readTree(folder.resolve("contract/toy.json").toFile());
    assertThat(json.get("engine").asText()).isEqualTo("Toy 1.0");
    assertThat(json.get("device").asText()).isEqualTo("cpu");
    assertThat(json.get("threads").asInt()).isEqualTo(2);
    assertThat(json.get("seed").asLong()).isEqualTo(7);
    JsonNode layer = json.get("contracts").get(0);
    assertThat(layer.get("name").asText()).isEqualTo("layer");
    assertThat(layer.get("cases").asInt()).isEqualTo(1);
    assertThat(layer.get("gaps").asInt()).isEqualTo(1);
    assertThat(layer.get("failed").asInt()).isEqualTo(1);
    assertThat(layer.get("maxAbsolute").asDouble()).isEqualTo(0.5);
    assertThat(layer.get("worstCase").asText()).isEqualTo("Conv2d, outputs[0, 2]");
    assertThat(report.toString())
        .startsWith("contracts of toy, Toy 1.0 on cpu with 2 threads, seed 7")
        .contains("off by up to 5.0e-01, 0.80 of the allowed: Conv2d, outputs[0, 2]");
  }
}
