package dev.tandem.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.model.Flatten;
import dev.tandem.model.LayerSpec;
import dev.tandem.model.ModelSpec;
import dev.tandem.model.NamedLayer;
import dev.tandem.model.Sequential;
import dev.tandem.optim.ConstantRate;
import dev.tandem.optim.LearningRateSchedule;
import dev.tandem.spi.DeviceSpec;
import dev.tandem.tensor.Shape;
import dev.tandem.training.EpochRecord;
import dev.tandem.training.Evaluation;
import dev.tandem.training.Progress;
import dev.tandem.training.RunRecord;
import dev.tandem.training.TrainingSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TandemJsonTest {
  private static final String GOLDEN =
      """
      {"name":"tiny","input":[1,6,6],"layers":[\
      {"name":"conv1","layer":{"type":"sequential","layers":[\
      {"name":"0","layer":{"type":"conv2d","filters":2,"kernel":3,"stride":1,"padding":0,\
      "dilation":1,"groups":1,"bias":true,"initializer":{"type":"fan_in_uniform"}}},\
      {"name":"1","layer":{"type":"relu"}},\
      {"name":"2","layer":{"type":"batch_norm2d","epsilon":1.0E-5,"statisticsDecay":0.9}},\
      {"name":"3","layer":{"type":"dropout","rate":0.1}}]}},\
      {"name":"pool","layer":{"type":"max_pool2d","kernel":2,"stride":2}},\
      {"name":"average","layer":{"type":"adaptive_avg_pool2d","height":1,"width":1}},\
      {"name":"flatten","layer":{"type":"flatten"}},\
      {"name":"classes","layer":{"type":"log_softmax"}}]}""";

  @Test
  void aModelHasThisText() {
    assertThat(TandemJson.write(Samples.model())).isEqualTo(GOLDEN);
    assertThat(TandemJson.readModel(GOLDEN)).isEqualTo(Samples.model());
  }

  @Test
  void wholeRunsComeBackEqual() {
    assertComesBack(Samples.spec(), TrainingSpec.class);
    assertComesBack(Samples.progress(), Progress.class);
    assertComesBack(Samples.record(), RunRecord.class);
    assertComesBack(new ConstantRate(Math.nextUp(0.1)), LearningRateSchedule.class);
    assertComesBack(DeviceSpec.cpu(), DeviceSpec.class);
  }

  private static <T> void assertComesBack(T value, Class<T> type) {
    assertThat(TandemJson.readValue(TandemJson.writeValue(value), type)).isEqualTo(value);
  }

  @Test
  void derivedValuesAreNotWritten() throws Exception {
    ObjectMapper mapper = TandemJson.mapper();
    assertThat(mapper.writeValueAsString(Samples.progress().history().get(1)))
        .isEqualTo(
            """
            {"epoch":2,"train":{"correct":1,"total":3,"loss":"Infinity"},"validation":null,\
            "test":{"correct":3,"total":3,"loss":-0.0},"seconds":1.7976931348623157E308}""");
    assertThat(mapper.writeValueAsString(Samples.spec().augmentation()))
        .isEqualTo(
            """
            {"transforms":[{"type":"rotation","degrees":7.0},{"type":"shift","pixels":1.5},\
            {"type":"scale","smallest":0.9,"largest":1.1}],"fill":0.1,"interpolation":"BILINEAR"}""");
    assertThat(mapper.writeValueAsString(Map.of("device", new DeviceSpec(DeviceSpec.Kind.GPU, 3))))
        .isEqualTo("{\"device\":\"gpu:3\"}");
  }

  @Test
  void aMapperBelongsToItsCaller() {
    assertThat(TandemJson.mapper()).isNotSameAs(TandemJson.mapper());
  }

  @Test
  void numbersComeBackToTheBit() {
    Random random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      double loss = Double.longBitsToDouble(random.nextLong());
      Evaluation evaluation = new Evaluation(random.nextLong(), random.nextLong(), loss);
      assertComesBack(evaluation, Evaluation.class);
      float fill = Float.intBitsToFloat(random.nextInt());
      assertComesBack(fill, Float.class);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "\"relu\"|\"mish\"|$.layers[0].layer.layers[1].layer: Could not resolve type id 'mish'",
        "\"kernel\":3|\"kernel\":3,\"holes\":2|$.layers[0].layer.layers[0].layer.holes: Unrec",
        "\"padding\":0,||$.layers[0].layer.layers[0].layer.padding: Missing creator property 'padding'",
        "\"filters\":2|\"filters\":null|$.layers[0].layer.layers[0].layer.filters: ",
        "\"filters\":2|\"filters\":\"2\"|$.layers[0].layer.layers[0].layer.filters: Cannot coerce",
        "\"filters\":2|\"filters\":2.0|$.layers[0].layer.layers[0].layer.filters: Cannot coerce",
        "\"filters\":2|\"filters\":2,\"filters\":3|$.layers[0].layer.layers[0].layer: Duplicate",
        "\"filters\":2|\"filters\":99999999999|$.layers[0].layer.layers[0].layer.filters: Numeric",
        "\"filters\":2|\"filters\":0|Conv2d: filters must be at least 1, got 0",
        "\"bias\":true|\"bias\":1|$.layers[0].layer.layers[0].layer.bias: Cannot coerce",
        "\"type\":\"relu\"|\"kind\":\"relu\"|missing type id property 'type'",
        "{\"name\":\"1\",\"layer\":{\"type\":\"relu\"}}|null|$.layers[0].layer.layers[1]: ",
        "{\"type\":\"relu\"}|null|$.layers[0].layer.layers[1].layer: ",
        "{\"type\":\"fan_in_uniform\"}|{\"type\":\"relu\"}|layer.initializer: Could not resolve type id 'relu'",
        "\"dilation\":1|\"dilation\":0|Conv2d: dilation must be at least 1, got 0",
        "[1,6,6]|[1,6]|layer conv1.0 Conv2d",
        "[1,6,6]|[1,6,null]|$.input[2]: ",
        "[1,6,6]|[1,6,65536,65536]|more than 2^31 - 1 elements",
        "[1,6,6]|7|$.input: ",
        "\"tiny\"|7|$.name: ",
        "\"conv1\"|\"conv.1\"|layer name 'conv.1'",
        "\"pool\"|\"conv1\"|two layers are named conv1",
        "\"rate\":0.1|\"rate\":\"NaN\"|Dropout: rate must be in [0, 1), got NaN",
      })
  void anErrorSaysWhereAndWhat(String from, String to, String message) {
    String json = GOLDEN.replace(from, to == null ? "" : to);
    assertThat(json).isNotEqualTo(GOLDEN);
    assertThatThrownBy(() -> TandemJson.readModel(json))
        .isInstanceOf(FormatException.class)
        .hasMessageStartingWith("JSON $")
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "{", "[]", "7", "\"tiny\"", "null", "{}", "{} {}", "NaN"})
  void otherTextsAreRefused(String json) {
    assertThatThrownBy(() -> TandemJson.readModel(json)).isInstanceOf(FormatException.class);
  }

  @Test
  void trailingTextIsRefused() {
    assertThatThrownBy(() -> TandemJson.readModel(GOLDEN + "{}"))
        .isInstanceOf(FormatException.class);
  }

  @Test
  void deepNestingExhaustsNoStack() {
    String open = "{\"type\":\"sequential\",\"layers\":[{\"name\":\"0\",\"layer\":";
    String json =
        "{\"name\":\"m\",\"input\":[1],\"layers\":[{\"name\":\"0\",\"layer\":"
            + open.repeat(99_999);
    assertThatThrownBy(() -> TandemJson.readModel(json))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("nesting depth (101)");
    assertThatThrownBy(() -> TandemJson.readModel("[".repeat(100_000)))
        .isInstanceOf(FormatException.class);
  }

  /** What is written can be read: both ends have the same limit. */
  @Test
  void depthIsLimitedInWritingToo() {
    LayerSpec layer = new Flatten();
    for (int depth = 1; depth <= 40; depth++) {
      layer = new Sequential(List.of(new NamedLayer("0", layer)));
      ModelSpec model = ModelSpec.of("deep", Shape.of(1, 1, 1), new NamedLayer("0", layer));
      if (depth <= 31) {
        assertThat(TandemJson.readModel(TandemJson.write(model))).isEqualTo(model);
      } else if (depth > 33) {
        assertThatThrownBy(() -> TandemJson.write(model))
            .isInstanceOf(FormatException.class)
            .hasMessageContaining("nesting depth");
      }
    }
  }

  @Test
  void lengthIsLimited() {
    char[] spaces = new char[TandemJson.MAX_LENGTH];
    Arrays.fill(spaces, ' ');
    assertThatThrownBy(() -> TandemJson.readModel(GOLDEN + new String(spaces)))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("at most 16,777,216 allowed");
    assertThatThrownBy(() -> TandemJson.readModel("{\"name\":" + "1".repeat(101)))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("Number value length");
  }

  @Test
  void onlyTheValidationMayBeNull() throws Exception {
    String json = TandemJson.writeValue(Samples.progress().history().get(1));
    assertThat(TandemJson.mapper().readValue(json, EpochRecord.class).validation()).isNull();
    assertThatThrownBy(
            () -> TandemJson.mapper().readValue(json.replace("NaN", "x"), Evaluation.class))
        .isInstanceOf(JsonMappingException.class);
    String without = json.replace("\"validation\":null,", "");
    assertThatThrownBy(() -> TandemJson.readValue(without, EpochRecord.class))
        .hasMessageContaining("validation");
    String nothing = json.replaceAll("\"test\":\\{[^}]*}", "\"test\":null");
    assertThatThrownBy(() -> TandemJson.readValue(nothing, EpochRecord.class))
        .hasMessageContaining("$.test");
  }
}
