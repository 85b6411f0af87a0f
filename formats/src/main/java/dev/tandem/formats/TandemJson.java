package dev.tandem.formats;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import dev.tandem.model.ModelSpec;
import java.util.Locale;

/**
 * JSON of the api's types.
 *
 * <p>Records are written with all their components in order and nothing derived; of several kinds
 * the property {@code type} says which ({@code conv2d}); a shape is {@code [1, 28, 28]}, a device
 * {@code "gpu:0"}. The same value gives the same text on every JVM, and every number comes back
 * with the same bits (any NaN as NaN).
 *
 * <p>Reading is strict: each property must be there once, none may be unknown, and nothing is
 * converted. A text has at most 16 Mi characters and {@value #MAX_DEPTH} levels, so a hostile one
 * exhausts neither heap nor stack.
 */
public final class TandemJson {
  static final int MAX_LENGTH = 16 << 20;
  static final int MAX_DEPTH = 100;

  private static final ObjectMapper MAPPER = mapper();

  private TandemJson() {}

  /** Returns a new mapper that reads and writes as this class says; the caller may change it. */
  public static ObjectMapper mapper() {
    JsonMapper.Builder builder =
        JsonMapper.builder(factory())
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .defaultSetterInfo(JsonSetter.Value.construct(Nulls.FAIL, Nulls.FAIL))
            .withCoercionConfig(
                LogicalType.Textual,
                text ->
                    text.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail)
                        .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                        .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail));
    return MixIns.addTo(builder).build();
  }

  private static JsonFactory factory() {
    return JsonFactory.builder()
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxDocumentLength(MAX_LENGTH)
                .maxStringLength(MAX_LENGTH)
                .maxNestingDepth(MAX_DEPTH)
                .maxNumberLength(100)
                .build())
        // what cannot be read is not written either
        .streamWriteConstraints(StreamWriteConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        // not Double.toString: its digits changed with JDK 19
        .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
        .build();
  }

  /**
   * Returns the model as JSON, in one line.
   *
   * @throws FormatException if its blocks are nested too deeply
   */
  public static String write(ModelSpec model) {
    return writeValue(model);
  }

  /**
   * Reads a model.
   *
   * @throws FormatException if the text is no model; the message has the place ({@code
   *     $.layers[0].layer}) and the rule
   */
  public static ModelSpec readModel(String json) {
    return readValue(json, ModelSpec.class);
  }

  static String writeValue(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new FormatException("cannot be written as JSON: " + e.getOriginalMessage(), e);
    }
  }

  static <T> T readValue(String json, Class<T> type) {
    if (json.length() > MAX_LENGTH) { // the mapper looks at the length of streams only
      throw new FormatException(
          String.format(
              Locale.ROOT,
              "JSON of %,d characters: at most %,d allowed",
              json.length(),
              MAX_LENGTH));
    }
    try {
      T value = MAPPER.readValue(json, type);
      if (value == null) {
        throw new FormatException("JSON $: must not be null");
      }
      return value;
    } catch (JsonProcessingException e) {
      throw new FormatException("JSON " + place(e) + ": " + problem(e), e);
    }
  }

  /** Returns the api's own message where a constructor refused; Jackson's otherwise. */
  private static String problem(JsonProcessingException e) {
    return e.getCause() instanceof IllegalArgumentException cause
        ? String.valueOf(cause.getMessage())
        // which of Jackson's switches is on helps no reader
        : e.getOriginalMessage().replaceFirst(" \\(index .*; `DeserializationFeature.*", "");
  }

  private static String place(JsonProcessingException e) {
    if (!(e instanceof JsonMappingException mapping)) {
      JsonLocation location = e.getLocation();
      return location == null
          ? "text"
          : "line " + location.getLineNr() + ", column " + location.getColumnNr();
    }
    StringBuilder path = new StringBuilder("$");
    for (JsonMappingException.Reference step : mapping.getPath()) {
      if (step.getFieldName() == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        path.append('.').append(step.getFieldName());
      }
    }
    return path.toString();
  }
}
