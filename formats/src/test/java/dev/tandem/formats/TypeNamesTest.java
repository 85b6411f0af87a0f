package dev.tandem.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import dev.tandem.data.RandomTransform;
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
import dev.tandem.model.LogSoftmax;
import dev.tandem.model.MaxPool2d;
import dev.tandem.model.ReLU;
import dev.tandem.model.Residual;
import dev.tandem.model.Sequential;
import dev.tandem.model.SiLU;
import dev.tandem.model.Sigmoid;
import dev.tandem.model.Softmax;
import dev.tandem.model.Tanh;
import dev.tandem.optim.Adam;
import dev.tandem.optim.AdamW;
import dev.tandem.optim.Consecutive;
import dev.tandem.optim.ConstantRate;
import dev.tandem.optim.Cosine;
import dev.tandem.optim.CrossEntropy;
import dev.tandem.optim.GradientClipping;
import dev.tandem.optim.LearningRateSchedule;
import dev.tandem.optim.LinearWarmUp;
import dev.tandem.optim.LossSpec;
import dev.tandem.optim.MeanSquaredError;
import dev.tandem.optim.NegativeLogLikelihood;
import dev.tandem.optim.OneCycle;
import dev.tandem.optim.OptimizerSpec;
import dev.tandem.optim.Sgd;
import dev.tandem.optim.StepDecay;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind has a name, which is the file format, and comes back with all its numbers. */
class TypeNamesTest {
  private static final Initializer HE = new Initializer.HeNormal();

  private static final Map<LayerSpec, String> LAYERS = new LinkedHashMap<>();

  static {
    LAYERS.put(
        new Conv2d(4, 3, 2, 1, 5, 2, false, HE),
        """
        {"type":"conv2d","filters":4,"kernel":3,"stride":2,"padding":1,"dilation":5,"groups":2,\
        "bias":false,"initializer":{"type":"he_normal"}}""");
    LAYERS.put(
        new Dense(7, false, HE),
        """
        {"type":"dense","units":7,"bias":false,"initializer":{"type":"he_normal"}}""");
    LAYERS.put(
        new BatchNorm2d(0.25, 0.5),
        """
        {"type":"batch_norm2d","epsilon":0.25,"statisticsDecay":0.5}""");
    LAYERS.put(
        new LayerNorm(0.25),
        """
        {"type":"layer_norm","epsilon":0.25}""");
    LAYERS.put(new ReLU(), "{\"type\":\"relu\"}");
    LAYERS.put(
        new LeakyReLU(0.25),
        """
        {"type":"leaky_relu","negativeSlope":0.25}""");
    LAYERS.put(new GELU(), "{\"type\":\"gelu\"}");
    LAYERS.put(new SiLU(), "{\"type\":\"silu\"}");
    LAYERS.put(new Sigmoid(), "{\"type\":\"sigmoid\"}");
    LAYERS.put(new Tanh(), "{\"type\":\"tanh\"}");
    LAYERS.put(
        new Dropout(0.25),
        """
        {"type":"dropout","rate":0.25}""");
    LAYERS.put(
        new MaxPool2d(3, 2),
        """
        {"type":"max_pool2d","kernel":3,"stride":2}""");
    LAYERS.put(
        new AvgPool2d(3, 2),
        """
        {"type":"avg_pool2d","kernel":3,"stride":2}""");
    LAYERS.put(
        new AdaptiveAvgPool2d(3, 2),
        """
        {"type":"adaptive_avg_pool2d","height":3,"width":2}""");
    LAYERS.put(new Flatten(), "{\"type\":\"flatten\"}");
    LAYERS.put(new Softmax(), "{\"type\":\"softmax\"}");
    LAYERS.put(new LogSoftmax(), "{\"type\":\"log_softmax\"}");
    LAYERS.put(
        Residual.of(new ReLU()).withProjection(new Tanh()),
        """
        {"type":"residual","body":{"type":"sequential","layers":[\
        {"name":"0","layer":{"type":"relu"}}]},"projection":{"type":"tanh"}}""");
    LAYERS.put(
        Sequential.of(new ReLU()),
        """
        {"type":"sequential","layers":[{"name":"0","layer":{"type":"relu"}}]}""");
  }

  private static final Map<Initializer, String> INITIALIZERS =
      Map.of(
          new Initializer.Constant(0.5f),
          """
          {"type":"constant","value":0.5}""",
          new Initializer.FanInUniform(),
          "{\"type\":\"fan_in_uniform\"}",
          new Initializer.HeUniform(),
          "{\"type\":\"he_uniform\"}",
          new Initializer.HeNormal(),
          "{\"type\":\"he_normal\"}",
          new Initializer.GlorotUniform(),
          "{\"type\":\"glorot_uniform\"}",
          new Initializer.GlorotNormal(),
          "{\"type\":\"glorot_normal\"}");

  private static final Map<LossSpec, String> LOSSES =
      Map.of(
          new NegativeLogLikelihood(),
          "{\"type\":\"negative_log_likelihood\"}",
          new CrossEntropy(0.25),
          """
          {"type":"cross_entropy","labelSmoothing":0.25}""",
          new MeanSquaredError(),
          "{\"type\":\"mean_squared_error\"}");

  private static final Map<OptimizerSpec, String> OPTIMIZERS =
      Map.of(
          new Sgd(0.5, true, 0.25),
          """
          {"type":"sgd","momentum":0.5,"nesterov":true,"weightDecay":0.25}""",
          new Adam(0.5, 0.75, 0.25),
          """
          {"type":"adam","beta1":0.5,"beta2":0.75,"epsilon":0.25}""",
          new AdamW(new Adam(0.5, 0.75, 0.25), 0.125),
          """
          {"type":"adam_w","adam":{"type":"adam","beta1":0.5,"beta2":0.75,"epsilon":0.25},\
          "weightDecay":0.125}""");

  private static final Map<GradientClipping, String> CLIPPINGS =
      Map.of(
          new GradientClipping.None(),
          "{\"type\":\"none\"}",
          new GradientClipping.ByValue(0.5),
          """
          {"type":"by_value","limit":0.5}""",
          new GradientClipping.ByGlobalNorm(0.5),
          """
          {"type":"by_global_norm","maximum":0.5}""");

  private static final Map<LearningRateSchedule, String> SCHEDULES =
      Map.of(
          new ConstantRate(0.5),
          """
          {"type":"constant","rate":0.5}""",
          new StepDecay(0.5, 0.25, 9),
          """
          {"type":"step_decay","start":0.5,"factor":0.25,"every":9}""",
          new Cosine(0.5, 0.25, 9),
          """
          {"type":"cosine","start":0.5,"end":0.25,"steps":9}""",
          new OneCycle(0.5, 9, 0.25, 2, 4),
          """
          {"type":"one_cycle","peak":0.5,"steps":9,"warmUp":0.25,"startDivisor":2.0,\
          "endDivisor":4.0}""",
          new LinearWarmUp(0.25, 0.5, 9),
          """
          {"type":"linear_warm_up","start":0.25,"peak":0.5,"steps":9}""",
          new Consecutive(new ConstantRate(0.5), 9, new ConstantRate(0.25)),
          """
          {"type":"consecutive","first":{"type":"constant","rate":0.5},"steps":9,\
          "second":{"type":"constant","rate":0.25}}""");

  private static final Map<RandomTransform, String> TRANSFORMS =
      Map.of(
          new RandomTransform.Rotation(7),
          """
          {"type":"rotation","degrees":7.0}""",
          new RandomTransform.Shift(1.5),
          """
          {"type":"shift","pixels":1.5}""",
          new RandomTransform.Scale(0.5, 1.5),
          """
          {"type":"scale","smallest":0.5,"largest":1.5}""");

  static Stream<Arguments> kinds() {
    return Stream.of(
        Arguments.of(LayerSpec.class, LAYERS),
        Arguments.of(Initializer.class, INITIALIZERS),
        Arguments.of(LossSpec.class, LOSSES),
        Arguments.of(OptimizerSpec.class, OPTIMIZERS),
        Arguments.of(GradientClipping.class, CLIPPINGS),
        Arguments.of(LearningRateSchedule.class, SCHEDULES),
        Arguments.of(RandomTransform.class, TRANSFORMS));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("kinds")
  void hasATextAndComesBack(Class<?> type, Map<Object, String> texts) throws Exception {
    for (Map.Entry<Object, String> entry : texts.entrySet()) {
      String json = TandemJson.mapper().writerFor(type).writeValueAsString(entry.getKey());
      assertThat(json).isEqualTo(entry.getValue());
      assertThat(TandemJson.readValue(json, type)).isEqualTo(entry.getKey());
    }
  }

  /** Neither the list of names nor this test can fall behind the api. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("kinds")
  void noKindIsForgotten(Class<?> type, Map<Object, String> texts) {
    Class<?> mixIn = TandemJson.mapper().findMixInClassFor(type);
    assertThat(mixIn.getAnnotation(JsonSubTypes.class).value())
        .extracting(JsonSubTypes.Type::value)
        .containsExactlyInAnyOrder(type.getPermittedSubclasses());
    assertThat(texts.keySet())
        .extracting(Object::getClass)
        .containsExactlyInAnyOrder(type.getPermittedSubclasses());
  }

  @Test
  void insideAnAdamWIsAnAdam() {
    String json = OPTIMIZERS.get(new AdamW(new Adam(0.5, 0.75, 0.25), 0.125));
    assertThatThrownBy(
            () ->
                TandemJson.readValue(
                    json.replaceFirst("\\{\"type\":\"adam\",[^}]*}", "{\"type\":\"sgd\"}"),
                    OptimizerSpec.class))
        .isInstanceOf(FormatException.class)
        .hasMessageStartingWith("JSON $.adam: Could not resolve type id 'sgd'");
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void anUnknownKindIsRefused(Class<?> type) {
    assertThatThrownBy(() -> TandemJson.readValue("{\"type\":\"other\"}", type))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("Could not resolve type id 'other'");
  }
}
