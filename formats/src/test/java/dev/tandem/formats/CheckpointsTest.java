package dev.tandem.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.model.ModelState;
import dev.tandem.tensor.HostTensor;
import dev.tandem.tensor.Shape;
import dev.tandem.training.Checkpoint;
import dev.tandem.training.Progress;
import dev.tandem.training.TrainingSpec;
import dev.tandem.training.WeightAveraging;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckpointsTest {
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void write() {
    file = folder.resolve("last.safetensors");
    Checkpoints.write(file, Samples.checkpoint(), Samples.record());
  }

  private SafetensorsFile content() throws IOException {
    return SafetensorsFileTest.read(Files.readAllBytes(file));
  }

  /** Writes a file that is whole but says something else. */
  private void seal(SafetensorsFile content) throws IOException {
    Files.write(file, SafetensorsFileTest.bytes(CheckpointDigest.seal(content)));
  }

  private void assertRefused(String message) {
    assertThatThrownBy(() -> Checkpoints.read(file))
        .isInstanceOf(FormatException.class)
        .hasMessageStartingWith("checkpoint " + file + ": ")
        .hasMessageContaining(message);
  }

  @Test
  void aCheckpointComesBackToTheBit() {
    SavedCheckpoint saved = Checkpoints.read(file);
    assertThat(saved).isEqualTo(new SavedCheckpoint(Samples.checkpoint(), Samples.record()));
    ModelState expected = Samples.checkpoint().state();
    assertThat(saved.checkpoint().state().tensors().keySet())
        .containsExactlyElementsOf(expected.tensors().keySet());
    assertThat(saved.checkpoint().average().keySet())
        .containsExactlyElementsOf(expected.tensors().keySet());
    expected.tensors().forEach((name, tensor) -> assertSameBits(saved, name, tensor));
  }

  private static void assertSameBits(SavedCheckpoint saved, String name, HostTensor expected) {
    float[] values = saved.checkpoint().state().tensor(name).values();
    for (int i = 0; i < values.length; i++) {
      assertThat(Float.floatToRawIntBits(values[i]))
          .isEqualTo(Float.floatToRawIntBits(expected.values()[i]));
    }
  }

  @Test
  void theBeginningOfARunComesBack() {
    Checkpoint initial = Checkpoint.initial(Samples.spec());
    Checkpoints.write(file, initial, Samples.record());
    assertThat(Checkpoints.read(file).checkpoint()).isEqualTo(initial);
  }

  @Test
  void theSameCheckpointGivesTheSameBytes() throws IOException {
    Path other = folder.resolve("other.safetensors");
    SavedCheckpoint saved = Checkpoints.read(file);
    Checkpoints.write(other, saved.checkpoint(), saved.record());
    assertThat(other).hasSameBinaryContentAs(file);
  }

  @Test
  void tensorsAreThoseOfPyTorch() throws IOException {
    assertThat(content().tensors())
        .hasToString(
            "{conv1.2.num_batches_tracked=I64[], conv1.0.weight=F32[2, 1, 3, 3],"
                + " conv1.0.bias=F32[2], conv1.2.weight=F32[2], conv1.2.bias=F32[2],"
                + " conv1.2.running_mean=F32[2], conv1.2.running_var=F32[2],"
                + " optimizer.momentum/conv1.0.weight=F32[2, 1, 3, 3],"
                + " optimizer.momentum/conv1.0.bias=F32[2],"
                + " optimizer.momentum/conv1.2.weight=F32[2],"
                + " optimizer.momentum/conv1.2.bias=F32[2],"
                + " average/conv1.0.weight=F32[2, 1, 3, 3], average/conv1.0.bias=F32[2],"
                + " average/conv1.2.weight=F32[2], average/conv1.2.bias=F32[2],"
                + " average/conv1.2.running_mean=F32[2], average/conv1.2.running_var=F32[2]}");
    assertThat(content().tensors().get("conv1.2.num_batches_tracked").toLong()).isEqualTo(37);
    assertThat(content().metadata())
        .containsEntry("tandem.format", "1")
        .containsEntry("tandem.step", "37")
        .containsOnlyKeys(
            "tandem.sha256",
            "tandem.format",
            "tandem.step",
            "tandem.spec",
            "tandem.progress",
            "tandem.record");
  }

  @Test
  @Tag("exhaustive")
  void everyTruncationIsFound() throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    for (int length = 0; length < bytes.length; length++) {
      Files.write(file, Arrays.copyOf(bytes, length));
      assertRefused("truncated");
    }
    Files.write(file, Arrays.copyOf(bytes, bytes.length + 1));
    assertRefused("too long");
  }

  /** Space to tab is the one change in the padding that JSON would not mind. */
  @Test
  @Tag("exhaustive")
  void everyChangedByteIsFound() throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    for (int at = 0; at < bytes.length; at++) {
      byte original = bytes[at];
      bytes[at] = (byte) (original == ' ' ? '\t' : original ^ (1 << (at % 8)));
      Files.write(file, bytes);
      assertRefused("");
      bytes[at] = original;
    }
  }

  @Test
  void theMessageSaysWhatToDo() throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 100));
    assertRefused(
        "truncated: header promises 328 bytes of data, file has 228; the file was cut short or"
            + " changed: use another checkpoint of the run (best.safetensors) or train again");
    bytes[bytes.length - 1] ^= 1;
    Files.write(file, bytes);
    assertRefused("content does not match its tandem.sha256; the file was cut short or changed");
    Files.delete(file);
    assertRefused("no such file; check the path");
    Files.createDirectory(file);
    assertRefused("cannot be read: ");
  }

  @Test
  void otherFilesAreNoCheckpoints() throws IOException {
    Files.write(file, SafetensorsFileTest.bytes(new SafetensorsFile(Map.of(), Map.of())));
    assertRefused("is no Tandem checkpoint: its metadata has no tandem.format");
    Map<String, String> metadata = Map.of("tandem.format", "1");
    Files.write(file, SafetensorsFileTest.bytes(new SafetensorsFile(Map.of(), metadata)));
    assertRefused("header does not begin with tandem.sha256");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "tandem.format|2|has format '2', this Tandem reads 1 only; use the Tandem that wrote it",
        "tandem.step|-1|tensor conv1.2.num_batches_tracked is 37, the step is -1; the file is undamaged, but this Tandem would",
        "tandem.step|1.5|tandem.step: JSON $: Cannot coerce",
        "tandem.step|38|tensor conv1.2.num_batches_tracked is 37, the step is 38",
        "tandem.spec|{}|tandem.spec: JSON $.plan: Missing creator property 'plan';",
        "tandem.progress|{\"epoch\":3}|tandem.progress: JSON $.batch: Missing",
        "tandem.record|null|tandem.record: JSON $: must not be null",
      })
  void wrongMetadataIsRefused(String key, String value, String message) throws IOException {
    seal(content().withMetadata(key, value));
    assertRefused(message);
  }

  @Test
  void missingMetadataIsRefused() throws IOException {
    Map<String, String> metadata = new LinkedHashMap<>(content().metadata());
    metadata.remove("tandem.record");
    seal(new SafetensorsFile(content().tensors(), metadata));
    assertRefused("metadata has no tandem.record");
  }

  @Test
  void tensorsThatDoNotFitTheModelAreRefused() throws IOException {
    SafetensorsTensor three = SafetensorsTensor.of(HostTensor.zeros(Shape.of(3)));
    SafetensorsTensor two = SafetensorsTensor.of(HostTensor.zeros(Shape.of(2)));
    assertRefusedWith("conv1.0.bias", three, "conv1.0.bias must have shape [2], got [3]");
    assertRefusedWith("conv1.0.bias", null, "model tiny needs conv1.0.bias [2]: missing");
    assertRefusedWith("more", three, "model tiny has no parameter more");
    assertRefusedWith("conv1.0.bias", SafetensorsTensor.of(1), "tensor conv1.0.bias: is I64[]");
    assertRefusedWith("conv1.2.num_batches_tracked", three, "is F32[3], must be I64[]");
    assertRefusedWith("conv1.2.num_batches_tracked", null, "num_batches_tracked is missing");
    assertRefusedWith("optimizer.adam/conv1.0.bias", two, "needs slots [momentum], got [");
    assertRefusedWith("adam/conv1.0.bias", three, "model tiny has no parameter adam/conv1.0.bias");
    assertRefusedWith("/conv1.0.bias", three, "model tiny has no parameter /conv1.0.bias");
    assertRefusedWith(
        "optimizer.momentum/conv1.0.bias", null, "must have one array for each trained parameter");
    assertRefusedWith("optimizer.momentum/conv1.2.bias", three, "must have shape [2], got [3]");
  }

  private void assertRefusedWith(String name, SafetensorsTensor tensor, String message)
      throws IOException {
    Checkpoints.write(file, Samples.checkpoint(), Samples.record());
    Map<String, SafetensorsTensor> tensors = new LinkedHashMap<>(content().tensors());
    tensors.remove(name);
    if (tensor != null) {
      tensors.put(name, tensor);
    }
    seal(new SafetensorsFile(tensors, content().metadata()));
    assertRefused(message);
  }

  @Test
  void anAverageThatDoesNotFitIsRefused() throws IOException {
    SafetensorsTensor three = SafetensorsTensor.of(HostTensor.zeros(Shape.of(3)));
    String where = "average of the weights: model tiny";
    assertRefusedWith("average/conv1.0.bias", null, where + " needs conv1.0.bias [2]: missing");
    assertRefusedWith("average/conv1.0.bias", three, where + ": conv1.0.bias must have shape [2]");
    assertRefusedWith("average/more", three, where + " has no parameter more");
    assertRefusedWith(
        "average/conv1.0.bias", SafetensorsTensor.of(1), "tensor average/conv1.0.bias: is I64[]");
  }

  /** Going on without it would start another average without a word. */
  @ParameterizedTest
  @CsvSource({"1, true", "37, true", "38, false"})
  void theAverageIsThereFromItsFirstUpdateOn(int every, boolean begun) {
    Checkpoint sample = Samples.checkpoint();
    TrainingSpec spec = sample.spec().withAveraging(new WeightAveraging(0.99, every));
    Checkpoint with = new Checkpoint(spec, sample.state(), sample.average(), sample.progress());
    Checkpoint without = new Checkpoint(spec, sample.state(), Map.of(), sample.progress());
    Checkpoints.write(file, begun ? with : without, Samples.record());
    assertThat(Checkpoints.read(file).checkpoint()).isEqualTo(begun ? with : without);
    assertThatThrownBy(() -> Checkpoints.write(file, begun ? without : with, Samples.record()))
        .isInstanceOf(FormatException.class)
        .hasMessage(
            "checkpoint %s: WeightAveraging[decay=0.99, every=%s] at step 37 needs %s average of"
                + " the weights",
            file, every, begun ? "an" : "no");
  }

  @Test
  void aMissingAverageIsRefused() throws IOException {
    Map<String, SafetensorsTensor> tensors = new LinkedHashMap<>(content().tensors());
    tensors.keySet().removeIf(name -> name.startsWith("average/"));
    seal(new SafetensorsFile(tensors, content().metadata()));
    assertRefused("every=2] at step 37 needs an average of the weights; the file is undamaged");
  }

  @Test
  void aRunWithoutAveragingHasNoAverage() throws IOException {
    Checkpoint sample = Samples.checkpoint();
    TrainingSpec spec = sample.spec().withAveraging(WeightAveraging.none());
    Checkpoint plain = new Checkpoint(spec, sample.state(), Map.of(), sample.progress());
    Checkpoints.write(file, plain, Samples.record());
    assertThat(Checkpoints.read(file).checkpoint()).isEqualTo(plain);
    assertThat(content().tensors().keySet()).noneMatch(name -> name.startsWith("average"));
    SafetensorsTensor bias = SafetensorsTensor.of(sample.average().get("conv1.0.bias"));
    Map<String, SafetensorsTensor> tensors = new LinkedHashMap<>(content().tensors());
    tensors.put("average/conv1.0.bias", bias);
    seal(new SafetensorsFile(tensors, content().metadata()));
    assertRefused("a run without averaging has an average of weights");
  }

  @Test
  void anIncompleteOptimizerIsNotWritten() {
    ModelState whole = Samples.checkpoint().state();
    ModelState half = new ModelState(whole.tensors(), Map.of(), 37);
    Checkpoint checkpoint =
        new Checkpoint(Samples.spec(), half, Samples.checkpoint().average(), Samples.progress());
    assertThatThrownBy(() -> Checkpoints.write(file, checkpoint, Samples.record()))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining(
            "Sgd[momentum=0.9, nesterov=false, weightDecay=0.0] at step 37 needs slots [momentum], got []");
    assertThat(Checkpoints.read(file).checkpoint()).isEqualTo(Samples.checkpoint());
  }

  @Test
  void aFolderThatIsMissingIsSaid() {
    Path nowhere = folder.resolve("missing").resolve("a.safetensors");
    assertThatThrownBy(() -> Checkpoints.write(nowhere, Samples.checkpoint(), Samples.record()))
        .isInstanceOf(FormatException.class)
        .hasMessageStartingWith("checkpoint " + nowhere + ": cannot be written: ");
  }

  @Test
  void aLongHistoryFits() {
    Progress two = Samples.progress();
    var history = Collections.nCopies(10_000, two.history().get(0));
    Progress progress = new Progress(10_000, 0, two.totals(), history);
    Checkpoint sample = Samples.checkpoint();
    Checkpoint checkpoint =
        new Checkpoint(sample.spec(), sample.state(), sample.average(), progress);
    Checkpoints.write(file, checkpoint, Samples.record());
    assertThat(Checkpoints.read(file).checkpoint()).isEqualTo(checkpoint);
  }
}
