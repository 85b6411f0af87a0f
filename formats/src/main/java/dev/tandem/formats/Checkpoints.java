package dev.tandem.formats;

import dev.tandem.training.Checkpoint;
import dev.tandem.training.Progress;
import dev.tandem.training.RunRecord;
import dev.tandem.training.TrainingSpec;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Checkpoint files: safetensors whose tensors are those of a PyTorch {@code state_dict} of the
 * model, followed by the optimizer's slots and the moving average of the weights if there are any.
 * All else stands in the metadata: the format's version, the step, and run, progress and provenance
 * as JSON. A SHA-256 covers every byte.
 */
public final class Checkpoints {
  private static final String VERSION = "1";
  private static final String FORMAT = "tandem.format";
  private static final String STEP = "tandem.step";
  private static final String SPEC = "tandem.spec";
  private static final String PROGRESS = "tandem.progress";
  private static final String RECORD = "tandem.record";

  private Checkpoints() {}

  /**
   * Writes a checkpoint; the file is there whole or, after a failure, as it was before.
   *
   * @param file in a folder that exists
   * @throws FormatException if it cannot be written, or the optimizer's slots or the average of the
   *     weights are incomplete
   */
  public static void write(Path file, Checkpoint checkpoint, RunRecord record) {
    try {
      SafetensorsFile sealed = CheckpointDigest.seal(encode(checkpoint, record));
      AtomicFile.write(file, sealed::write);
    } catch (IOException e) {
      throw new FormatException("checkpoint " + file + ": cannot be written: " + e.getMessage(), e);
    } catch (FormatException e) {
      throw new FormatException("checkpoint " + file + ": " + e.getMessage(), e);
    }
  }

  /**
   * Reads a checkpoint and checks all of it.
   *
   * @throws FormatException if it cannot be read, is damaged, comes from a newer Tandem, or does
   *     not fit together
   */
  public static SavedCheckpoint read(Path file) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return read(channel);
    } catch (NoSuchFileException e) {
      throw new FormatException("checkpoint " + file + ": no such file; check the path", e);
    } catch (IOException e) {
      throw new FormatException("checkpoint " + file + ": cannot be read: " + e, e);
    } catch (FormatException e) {
      throw new FormatException("checkpoint " + file + ": " + e.getMessage(), e);
    }
  }

  private static SavedCheckpoint read(FileChannel channel) throws IOException {
    SafetensorsFile content = intact(channel);
    requireVersion(content.metadata());
    try {
      return decode(content);
    } catch (FormatException | IllegalArgumentException e) {
      throw new FormatException(
          e.getMessage()
              + "; the file is undamaged, but this Tandem would not write it: read it with the one"
              + " that did",
          e);
    }
  }

  private static SafetensorsFile intact(FileChannel channel) throws IOException {
    try {
      SafetensorsFile content = SafetensorsFile.read(fromStart(channel), channel.size());
      if (VERSION.equals(content.metadata().get(FORMAT))) { // others may have other digests
        CheckpointDigest.require(fromStart(channel));
      }
      return content;
    } catch (FormatException e) {
      throw new FormatException(
          e.getMessage()
              + "; the file was cut short or changed: use another checkpoint of the run"
              + " (best.safetensors) or train again",
          e);
    }
  }

  /** Both passes read one open file, so that a newer one put in its place cannot come between. */
  private static InputStream fromStart(FileChannel channel) throws IOException {
    return new BufferedInputStream(Channels.newInputStream(channel.position(0)));
  }

  private static void requireVersion(Map<String, String> metadata) {
    String version = metadata.get(FORMAT);
    if (version == null) {
      throw new FormatException("is no Tandem checkpoint: its metadata has no " + FORMAT);
    }
    if (!version.equals(VERSION)) {
      throw new FormatException(
          String.format(
              Locale.ROOT,
              "has format '%s', this Tandem reads %s only; use the Tandem that wrote it or a newer one",
              version,
              VERSION));
    }
  }

  private static SafetensorsFile encode(Checkpoint checkpoint, RunRecord record) {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put(FORMAT, VERSION);
    metadata.put(STEP, Long.toString(checkpoint.state().step()));
    metadata.put(SPEC, TandemJson.writeValue(checkpoint.spec()));
    metadata.put(PROGRESS, TandemJson.writeValue(checkpoint.progress()));
    metadata.put(RECORD, TandemJson.writeValue(record));
    return new SafetensorsFile(CheckpointTensors.encode(checkpoint), metadata);
  }

  private static SavedCheckpoint decode(SafetensorsFile content) {
    TrainingSpec spec = value(content, SPEC, TrainingSpec.class);
    long step = value(content, STEP, Long.class);
    Progress progress = value(content, PROGRESS, Progress.class);
    return new SavedCheckpoint(
        CheckpointTensors.decode(spec, step, progress, content.tensors()),
        value(content, RECORD, RunRecord.class));
  }

  private static <T> T value(SafetensorsFile content, String key, Class<T> type) {
    String json = content.metadata().get(key);
    if (json == null) {
      throw new FormatException("metadata has no " + key);
    }
    return FormatException.within(key, () -> TandemJson.readValue(json, type));
  }
}
