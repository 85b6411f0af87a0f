package dev.tandem.formats;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.json.JsonMapper;
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

/**
 * The value of {@code type} for each kind of the api's sealed types. The names are the file format:
 * they stay as they are when a class is renamed.
 */
final class TypeNames {
  private TypeNames() {}

  static JsonMapper.Builder addTo(JsonMapper.Builder builder) {
    return builder
        .addMixIn(LayerSpec.class, Layer.class)
        .addMixIn(Initializer.class, Initial.class)
        .addMixIn(LossSpec.class, Loss.class)
        .addMixIn(OptimizerSpec.class, Optimizer.class)
        .addMixIn(GradientClipping.class, Clipping.class)
        .addMixIn(LearningRateSchedule.class, Schedule.class)
        .addMixIn(RandomTransform.class, Transform.class);
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  @JsonSubTypes({
    @JsonSubTypes.Type(name = "conv2d", value = Conv2d.class),
    @JsonSubTypes.Type(name = "dense", value = Dense.class),
    @JsonSubTypes.Type(name = "batch_norm2d", value = BatchNorm2d.class),
    @JsonSubTypes.Type(name = "layer_norm", value = LayerNorm.class),
    @JsonSubTypes.Type(name = "relu", value = ReLU.class),
    @JsonSubTypes.Type(name = "leaky_relu", value = LeakyReLU.class),
    @JsonSubTypes.Type(name = "gelu", value = GELU.class),
    @JsonSubTypes.Type(name = "silu", value = SiLU.class),
    @JsonSubTypes.Type(name = "sigmoid", value = Sigmoid.class),
    @JsonSubTypes.Type(name = "tanh", value = Tanh.class),
    @JsonSubTypes.Type(name = "dropout", value = Dropout.class),
    @JsonSubTypes.Type(name = "max_pool2d", value = MaxPool2d.class),
    @JsonSubTypes.Type(name = "avg_pool2d", value = AvgPool2d.class),
    @JsonSubTypes.Type(name = "adaptive_avg_pool2d", value = AdaptiveAvgPool2d.class),
    @JsonSubTypes.Type(name = "flatten", value = Flatten.class),
    @JsonSubTypes.Type(name = "softmax", value = Softmax.class),
    @JsonSubTypes.Type(name = "log_softmax", value = LogSoftmax.class),
    @JsonSubTypes.Type(name = "residual", value = Residual.class),
    @JsonSubTypes.Type(name = "sequential", value = Sequential.class)
  })
  interface Layer {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  @JsonSubTypes({
    @JsonSubTypes.Type(name = "constant", value = Initializer.Constant.class),
    @JsonSubTypes.Type(name = "fan_in_uniform", value = Initializer.FanInUniform.class),
    @JsonSubTypes.Type(name = "he_uniform", value = Initializer.HeUniform.class),
    @JsonSubTypes.Type(name = "he_normal", value = Initializer.HeNormal.class),
    @JsonSubTypes.Type(name = "glorot_uniform", value = Initializer.GlorotUniform.class),
    @JsonSubTypes.Type(name = "glorot_normal", value = Initializer.GlorotNormal.class)
  })
  interface Initial {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  @JsonSubTypes({
    @JsonSubTypes.Type(name = "negative_log_likelihood", value = NegativeLogLikelihood.class),
    @JsonSubTypes.Type(name = "cross_entropy", value = CrossEntropy.class),
    @JsonSubTypes.Type(name = "mean_squared_error", value = MeanSquaredError.class)
  })
  interface Loss {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  @JsonSubTypes({
    @JsonSubTypes.Type(name = "sgd", value = Sgd.class),
    @JsonSubTypes.Type(name = "adam", value = Adam.class),
    @JsonSubTypes.Type(name = "adam_w", value = AdamW.class)
  })
  interface Optimizer {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  @JsonSubTypes({
    @JsonSubTypes.Type(name = "none", value = GradientClipping.None.class),
    @JsonSubTypes.Type(name = "by_value", value = GradientClipping.ByValue.class),
    @JsonSubTypes.Type(name = "by_global_norm", value = GradientClipping.ByGlobalNorm.class)
  })
  interface Clipping {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  @JsonSubTypes({
    @JsonSubTypes.Type(name = "constant", value = ConstantRate.class),
    @JsonSubTypes.Type(name = "step_decay", value = StepDecay.class),
    @JsonSubTypes.Type(name = "cosine", value = Cosine.class),
    @JsonSubTypes.Type(name = "one_cycle", value = OneCycle.class),
    @JsonSubTypes.Type(name = "linear_warm_up", value = LinearWarmUp.class),
    @JsonSubTypes.Type(name = "consecutive", value = Consecutive.class)
  })
  interface Schedule {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  @JsonSubTypes({
    @JsonSubTypes.Type(name = "rotation", value = RandomTransform.Rotation.class),
    @JsonSubTypes.Type(name = "shift", value = RandomTransform.Shift.class),
    @JsonSubTypes.Type(name = "scale", value = RandomTransform.Scale.class)
  })
  interface Transform {}
}
