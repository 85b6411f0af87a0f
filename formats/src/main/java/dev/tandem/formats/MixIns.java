package dev.tandem.formats;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.util.StdConverter;
import dev.tandem.data.Augmentation;
import dev.tandem.data.RandomTransform;
import dev.tandem.model.AdaptiveAvgPool2d;
import dev.tandem.model.BatchNorm2d;
import dev.tandem.model.Conv2d;
import dev.tandem.model.Dropout;
import dev.tandem.model.Flatten;
import dev.tandem.model.LayerSpec;
import dev.tandem.model.LogSoftmax;
import dev.tandem.model.MaxPool2d;
import dev.tandem.model.ModelSpec;
import dev.tandem.model.NamedLayer;
import dev.tandem.model.ReLU;
import dev.tandem.model.Sequential;
import dev.tandem.optim.ConstantRate;
import dev.tandem.optim.LearningRateSchedule;
import dev.tandem.optim.LossSpec;
import dev.tandem.optim.NegativeLogLikelihood;
import dev.tandem.optim.OneCycle;
import dev.tandem.optim.OptimizerSpec;
import dev.tandem.optim.Sgd;
import dev.tandem.spi.DeviceSpec;
import dev.tandem.tensor.Shape;
import dev.tandem.training.EpochRecord;
import dev.tandem.training.Evaluation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Jackson's annotations for the api's types, which carry none: each stands on the member of the
 * same signature, and no body here is ever run. The names are the file format: they stay as they
 * are when a class is renamed.
 */
final class MixIns {
  private MixIns() {}

  static JsonMapper.Builder addTo(JsonMapper.Builder builder) {
    return builder
        .addMixIn(LayerSpec.class, Layer.class)
        .addMixIn(LossSpec.class, Loss.class)
        .addMixIn(OptimizerSpec.class, Optimizer.class)
        .addMixIn(LearningRateSchedule.class, Schedule.class)
        .addMixIn(RandomTransform.class, Transform.class)
        .addMixIn(ModelSpec.class, Model.class)
        .addMixIn(Shape.class, Dimensions.class)
        .addMixIn(DeviceSpec.class, Device.class)
        .addMixIn(EpochRecord.class, Epoch.class)
        .addMixIn(Augmentation.class, Augmented.class);
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  @JsonSubTypes({
    @JsonSubTypes.Type(name = "conv2d", value = Conv2d.class),
    @JsonSubTypes.Type(name = "batch_norm2d", value = BatchNorm2d.class),
    @JsonSubTypes.Type(name = "relu", value = ReLU.class),
    @JsonSubTypes.Type(name = "dropout", value = Dropout.class),
    @JsonSubTypes.Type(name = "max_pool2d", value = MaxPool2d.class),
    @JsonSubTypes.Type(name = "adaptive_avg_pool2d", value = AdaptiveAvgPool2d.class),
    @JsonSubTypes.Type(name = "flatten", value = Flatten.class),
    @JsonSubTypes.Type(name = "log_softmax", value = LogSoftmax.class),
    @JsonSubTypes.Type(name = "sequential", value = Sequential.class)
  })
  interface Layer {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  @JsonSubTypes(
      @JsonSubTypes.Type(name = "negative_log_likelihood", value = NegativeLogLikelihood.class))
  interface Loss {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  @JsonSubTypes(@JsonSubTypes.Type(name = "sgd", value = Sgd.class))
  interface Optimizer {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  @JsonSubTypes({
    @JsonSubTypes.Type(name = "constant", value = ConstantRate.class),
    @JsonSubTypes.Type(name = "one_cycle", value = OneCycle.class)
  })
  interface Schedule {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  @JsonSubTypes({
    @JsonSubTypes.Type(name = "rotation", value = RandomTransform.Rotation.class),
    @JsonSubTypes.Type(name = "shift", value = RandomTransform.Shift.class),
    @JsonSubTypes.Type(name = "scale", value = RandomTransform.Scale.class)
  })
  interface Transform {}

  /** The body's layers stand in the model itself: one level less to read. */
  @JsonAutoDetect(
      getterVisibility = JsonAutoDetect.Visibility.NONE,
      fieldVisibility = JsonAutoDetect.Visibility.NONE)
  @JsonPropertyOrder({"name", "input", "layers"})
  abstract static class Model {
    @JsonCreator
    static ModelSpec of(
        @JsonProperty("name") String name,
        @JsonProperty("input") Shape input,
        @JsonProperty("layers") NamedLayer... layers) {
      return ModelSpec.of(name, input, layers);
    }

    @JsonProperty
    abstract String name();

    @JsonProperty
    abstract Shape input();

    @JsonProperty("layers")
    @JsonTypeInfo(use = JsonTypeInfo.Id.NONE)
    @JsonSerialize(converter = Layers.class)
    abstract Sequential body();
  }

  static final class Layers extends StdConverter<Sequential, List<NamedLayer>> {
    @Override
    public List<NamedLayer> convert(Sequential body) {
      return body.layers();
    }
  }

  abstract static class Dimensions {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Shape of(int... dimensions) {
      return Shape.of(dimensions);
    }

    @JsonValue
    abstract int[] toArray();
  }

  abstract static class Device {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static DeviceSpec parse(String text) {
      return DeviceSpec.parse(text);
    }

    @Override
    @JsonValue
    public abstract String toString();
  }

  interface Epoch {
    @JsonSetter(nulls = Nulls.SET)
    @Nullable Evaluation validation();
  }

  interface Augmented {
    @JsonIgnore
    boolean isNone();
  }
}
