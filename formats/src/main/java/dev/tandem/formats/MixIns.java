package dev.tandem.formats;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.util.StdConverter;
import dev.tandem.data.Augmentation;
import dev.tandem.model.ModelSpec;
import dev.tandem.model.NamedLayer;
import dev.tandem.model.Sequential;
import dev.tandem.spi.DeviceSpec;
import dev.tandem.tensor.Shape;
import dev.tandem.training.EpochRecord;
import dev.tandem.training.Evaluation;
import dev.tandem.training.WeightAveraging;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Jackson's annotations for the api's types, which carry none: each stands on the member of the
 * same signature, and no body here is ever run. The sealed types are in {@link TypeNames}.
 */
final class MixIns {
  private MixIns() {}

  static JsonMapper.Builder addTo(JsonMapper.Builder builder) {
    return TypeNames.addTo(builder)
        .addMixIn(ModelSpec.class, Model.class)
        .addMixIn(Shape.class, Dimensions.class)
        .addMixIn(DeviceSpec.class, Device.class)
        .addMixIn(EpochRecord.class, Epoch.class)
        .addMixIn(Augmentation.class, MayBeNone.class)
        .addMixIn(WeightAveraging.class, MayBeNone.class);
  }

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

  /** What may be nothing says so by its numbers. */
  interface MayBeNone {
    @JsonIgnore
    boolean isNone();
  }
}
