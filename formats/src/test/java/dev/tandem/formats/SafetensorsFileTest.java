package dev.tandem.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.tensor.HostTensor;
import dev.tandem.tensor.Shape;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsFileTest {

  static byte[] bytes(SafetensorsFile file) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    file.write(out);
    return out.toByteArray();
  }

  static SafetensorsFile read(byte[] bytes) throws IOException {
    return SafetensorsFile.read(new ByteArrayInputStream(bytes), bytes.length);
  }

  private static SafetensorsFile sample() {
    Map<String, SafetensorsTensor> tensors = new LinkedHashMap<>();
    tensors.put("z", SafetensorsTensor.of(HostTensor.of(Shape.of(3), 1, 2, 3)));
    tensors.put("step", SafetensorsTensor.of(-5));
    tensors.put("a", SafetensorsTensor.of(HostTensor.of(Shape.of(), 4)));
    return new SafetensorsFile(tensors, Map.of("key", "value"));
  }

  /** A file with this header and so many bytes of data. */
  private static byte[] file(String header, int data) {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(8 + json.length + data)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(json.length)
        .put(json)
        .array();
  }

  @Test
  void theFileHasTheseBytes() throws IOException {
    byte[] bytes = bytes(sample());
    String header =
        """
        {"__metadata__":{"key":"value"},\
        "step":{"dtype":"I64","shape":[],"data_offsets":[0,8]},\
        "z":{"dtype":"F32","shape":[3],"data_offsets":[8,20]},\
        "a":{"dtype":"F32","shape":[],"data_offsets":[20,24]}}""";
    int padded = (header.length() + 7) / 8 * 8;
    assertThat(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong()).isEqualTo(padded);
    assertThat(new String(bytes, 8, padded, StandardCharsets.UTF_8))
        .isEqualTo(header + " ".repeat(padded - header.length()));
    assertThat(Arrays.copyOfRange(bytes, 8 + padded, bytes.length))
        .containsExactly(
            0xfb, 255, 255, 255, 255, 255, 255, 255, 0, 0, 0x80, 0x3f, 0, 0, 0, 0x40, 0, 0, 0x40,
            0x40, 0, 0, 0x80, 0x40);
  }

  @Test
  void contentsComeBack() throws IOException {
    SafetensorsFile back = read(bytes(sample()));
    assertThat(back.tensors()).isEqualTo(sample().tensors()).hasSameHashCodeAs(sample().tensors());
    assertThat(back.tensors().keySet()).containsExactly("step", "z", "a");
    assertThat(back.metadata()).isEqualTo(sample().metadata());
    assertThat(back.tensors().get("step").toLong()).isEqualTo(-5);
    assertThat(back.tensors().get("a").toHostTensor()).isEqualTo(HostTensor.of(Shape.of(), 4));
    assertThat(back.tensors().get("z")).hasToString("F32[3]").isNotEqualTo("F32[3]");
    SafetensorsFile empty = new SafetensorsFile(Map.of(), Map.of());
    assertThat(new String(bytes(empty), 8, 8, StandardCharsets.UTF_8)).isEqualTo("{}      ");
    assertThat(read(bytes(empty)).tensors()).isEmpty();
  }

  @Test
  void everyBitComesBack() throws IOException {
    Random random = new Random(1);
    float[] values = new float[10_000];
    for (int i = 0; i < values.length; i++) {
      values[i] = Float.intBitsToFloat(random.nextInt());
    }
    values[0] = Float.intBitsToFloat(0x7f800001); // a signalling NaN
    HostTensor tensor = HostTensor.of(Shape.of(100, 100), values);
    Map<String, SafetensorsTensor> tensors = Map.of("t", SafetensorsTensor.of(tensor));
    SafetensorsFile back = read(bytes(new SafetensorsFile(tensors, Map.of())));
    float[] read = back.tensors().get("t").toHostTensor().values();
    for (int i = 0; i < values.length; i++) {
      assertThat(Float.floatToRawIntBits(read[i])).isEqualTo(Float.floatToRawIntBits(values[i]));
    }
  }

  @Test
  void otherTypesAreHeldButNotConverted() throws IOException {
    SafetensorsFile file =
        read(
            file(
                "{\"h\":{\"dtype\":\"BF16\",\"shape\":[2,1],\"data_offsets\":[0,4]},"
                    + "\"e\":{\"dtype\":\"F32\",\"shape\":[0,9],\"data_offsets\":[4,4]}}  ",
                4));
    assertThat(file.tensors().get("h").type()).isEqualTo(SafetensorsType.BF16);
    assertThat(file.tensors().get("e").shape()).isEqualTo(List.of(0L, 9L));
    assertThat(read(bytes(file)).tensors()).isEqualTo(file.tensors());
    assertThatThrownBy(() -> file.tensors().get("h").toHostTensor())
        .isInstanceOf(FormatException.class)
        .hasMessage("is BF16[2, 1], must be F32 with at least one element");
    assertThatThrownBy(() -> file.tensors().get("e").toHostTensor())
        .isInstanceOf(FormatException.class);
    assertThatThrownBy(() -> file.tensors().get("h").toLong())
        .isInstanceOf(FormatException.class)
        .hasMessage("is BF16[2, 1], must be I64[]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "F13|[1]|[0,4]|$.t.dtype: Cannot deserialize value of type",
        "0|[1]|[0,4]|$.t.dtype: ",
        "F32|[1]|[-4,0]|data_offsets [-4, 0] are no range",
        "F32|[1]|[4,0]|data_offsets [4, 0] are no range",
        "F32|[1]|[0]|data_offsets [0] are no range",
        "F32|[1]|[0,4,8]|data_offsets [0, 4, 8] are no range",
        "F32|[1]|[0,4.0]|$.t.data_offsets[1]: Cannot coerce",
        "F32|[1]|[0,18446744073709551615]|out of range of long",
        "F32|[2]|[0,4]|F32[2] needs 8 bytes, data_offsets give 4",
        "F32|[-1,-1]|[0,4]|shape [-1, -1] has a negative dimension",
        "F32|[4294967296,4294967296]|[0,4]|too large for any file",
        "F32|[9223372036854775807,0]|[0,0]|too large for any file",
        "F32|[1000000000]|[0,4000000000]|truncated: header promises 4,000,000,000 bytes of data",
        "F32|[]|[4,8]|tensor t begins at byte 4, the one before it ends at 0: a gap",
        "I64|[0]|[0,0]|too long: header promises 0 bytes of data, file has 4",
        "F32|null|[0,4]|$.t.shape",
        "F32|[null]|[0,4]|$.t.shape",
        "F32|[1]|[0,4],\"x\":1|$.t.x: Unrecognized field",
        "F32|[1]|[0,4],\"shape\":[1]|Duplicate field 'shape'",
      })
  void hostileEntriesAreRefused(String type, String shape, String offsets, String message) {
    String dtype = type.equals("0") ? type : '"' + type + '"';
    String entry =
        "{\"dtype\":%s,\"shape\":%s,\"data_offsets\":%s}".formatted(dtype, shape, offsets);
    assertThatThrownBy(() -> read(file("{\"t\":" + entry + "}", 4)))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"a\":@[0,4]},\"b\":@[0,4]}}|they overlap",
        "{\"a\":@[0,4]},\"b\":@[2,6]}}|they overlap",
        "{\"a\":@[0,4]},\"b\":@[5,9]}}|a gap",
        "{\"a\":@[0,4]},\"a\":@[4,8]}}|Duplicate field 'a'",
        "{\"a\":null}|header: ",
        "{\"a\":7}|header: JSON $.a: ",
        "{\"__metadata__\":null}|$.__metadata__",
        "{\"__metadata__\":{\"a\":1}}|$.__metadata__.a: Cannot coerce",
        "{\"__metadata__\":{\"a\":{}}}|$.__metadata__.a: ",
        "{\"__metadata__\":{\"a\":null}}|$.__metadata__.a: ",
        "{\"__metadata__\":{},\"__metadata__\":{}}|Duplicate field",
        "{} {}|header: ",
        "[]|header: ",
        "null|header: JSON $: must not be null",
        "{|header: ",
      })
  void hostileHeadersAreRefused(String header, String message) {
    String json = header.replace("@", "{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":");
    assertThatThrownBy(() -> read(file(json, 8)))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining(message);
  }

  @Test
  void lengthsAreCheckedBeforeAnythingIsAllocated() {
    for (long length : new long[] {-1, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 32, (16 << 20) + 1}) {
      byte[] bytes = file("{}", 90);
      ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(length);
      assertThatThrownBy(() -> read(bytes))
          .isInstanceOf(FormatException.class)
          .hasMessageContaining("at most 16,777,216 allowed");
    }
    byte[] bytes = file("{}", 90);
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(93);
    assertThatThrownBy(() -> read(bytes))
        .hasMessage("truncated: header of 93 bytes promised, file has 92");
    String deep = "{\"a\":" + "[".repeat(100_000);
    assertThatThrownBy(() -> read(file(deep, 0))).isInstanceOf(FormatException.class);
    String longShape = "1,".repeat(64) + "1";
    assertThatThrownBy(
            () ->
                read(
                    file(
                        "{\"a\":{\"dtype\":\"U8\",\"shape\":["
                            + longShape
                            + "],\"data_offsets\":[0,1]}}",
                        1)))
        .hasMessageContaining("shape of 65 dimensions");
  }

  @Test
  void aTensorBeyondTwoGigabytesIsRefused() {
    byte[] start =
        file(
            "{\"a\":{\"dtype\":\"U8\",\"shape\":[4294967296],\"data_offsets\":[0,4294967296]}}", 0);
    assertThatThrownBy(
            () ->
                SafetensorsFile.read(
                    new ByteArrayInputStream(start), start.length + 4_294_967_296L))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("at most 2 GiB");
  }

  @Test
  void aFileThatShrinksWhileItIsReadIsRefused() throws IOException {
    byte[] bytes = bytes(sample());
    assertThatThrownBy(
            () -> SafetensorsFile.read(new ByteArrayInputStream(bytes, 0, 190), bytes.length))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("truncated");
  }

  @Test
  void textsMustHaveAUtf8Form() throws IOException {
    byte[] bytes = bytes(sample());
    bytes[12] = (byte) 0xff;
    assertThatThrownBy(() -> read(bytes)).hasMessage("header is no UTF-8 text");
    SafetensorsFile half = sample().withMetadata("key", "\uD83D");
    assertThatThrownBy(() -> bytes(half)).isInstanceOf(CharacterCodingException.class);
    SafetensorsFile wide = sample().withMetadata("kéy", "\uD83D\uDE00\n\"");
    assertThat(read(bytes(wide)).metadata()).isEqualTo(wide.metadata());
  }

  @Test
  void whatCouldNotBeReadIsNotWritten() {
    SafetensorsFile file = sample().withMetadata("key", "x".repeat(16 << 20));
    assertThatThrownBy(() -> bytes(file))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("at most 16,777,216 allowed");
    assertThatThrownBy(
            () -> new SafetensorsFile(Map.of("__metadata__", SafetensorsTensor.of(1)), Map.of()))
        .isInstanceOf(FormatException.class);
  }
}
