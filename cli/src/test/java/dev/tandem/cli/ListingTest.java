package dev.tandem.cli;

import static dev.tandem.cli.Cli.tandem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.cli.Cli.Result;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands that only tell something. */
class ListingTest {

  @Test
  void modelsTellsTheParameters() {
    Result result = tandem("models");

    assertThat(result.exit()).isZero();
    assertThat(result.out())
        .containsPattern("mnist-medium +7,632 ")
        .containsPattern("mnist-small +5,616 ")
        .containsPattern("mnist-ultrasmall +4,464 ");
    assertThat(tandem("models", "--json").json().at("/0/parameters").asInt()).isEqualTo(7632);
  }

  @ParameterizedTest
  @CsvSource({
    "mnist-medium, 7632, 32",
    "mnist-small, 5616, 20",
    "mnist-ultrasmall, 4464, 35",
  })
  void summaryHasTotalsAndTheReceptiveField(String model, int parameters, int field) {
    JsonNode json = tandem("summary", "--model", model, "--json").json();

    assertThat(json.get("parameters").asInt()).isEqualTo(parameters);
    assertThat(json.get("layers")).anyMatch(layer -> layer.path("receptiveField").asInt() == field);
    assertThat(json.get("input").toString()).isEqualTo("[1,28,28]");
  }

  @Test
  void summaryIsATable() {
    assertThat(tandem("summary").out())
        .contains("mnist-medium, input [1, 28, 28]")
        .containsPattern("Name +Layer +Output +Parameters +MACs +Receptive field")
        .containsPattern("conv1.4 +Conv2d.* \\[8, 28, 28\\] +576 +451,584 +5\n")
        .containsPattern("log_softmax .* all\n")
        .contains("Trained parameters: 7,632");
  }

  @Test
  void backendsTellsWhyOneCannotBeUsed() {
    Result result = tandem("backends");

    assertThat(result.exit()).isZero();
    assertThat(result.out())
        .containsPattern("broken +never there +unavailable: broken: its library is missing")
        .containsPattern("fake +a fake for tests +available, Fake 1.0");

    Map<String, JsonNode> byId =
        StreamSupport.stream(tandem("backends", "--json").json().spliterator(), false)
            .collect(Collectors.toMap(b -> b.get("id").asText(), b -> b));
    assertThat(byId.get("fake").get("engine").asText()).isEqualTo("Fake 1.0");
    assertThat(byId.get("broken").get("available").asBoolean()).isFalse();
    assertThat(byId).containsKey("pytorch");
  }
}
