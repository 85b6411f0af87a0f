package dev.tandem.cli.run;

import com.fasterxml.jackson.databind.ObjectWriter;
import dev.tandem.cli.console.Failure;
import dev.tandem.formats.AtomicFile;
import dev.tandem.formats.Checkpoints;
import dev.tandem.formats.SavedCheckpoint;
import dev.tandem.training.Checkpoint;
import dev.tandem.training.RunRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A run on disk: {@code last.safetensors} to go on from, {@code best.safetensors} by validation,
 * {@code run.json} to look at while it runs. Every file is replaced as a whole or not at all.
 *
 * @param path of the folder
 */
public record RunFolder(Path path) {

  /** Returns the checkpoint after the last epoch, or where the run was interrupted. */
  public Path last() {
    return path.resolve("last.safetensors");
  }

  /** Returns the checkpoint of the epoch with the best validation accuracy. */
  public Path best() {
    return path.resolve("best.safetensors");
  }

  /** Returns the same document as {@code --json} prints. */
  public Path report() {
    return path.resolve("run.json");
  }

  /** Refuses a folder that holds a run already: that one would be lost. */
  public void requireFree() {
    if (Files.exists(last()) || Files.exists(report())) {
      throw Failure.usage(
          "--output %s: there is a run already; go on with --resume %s or choose another folder"
              .formatted(path, path));
    }
  }

  /** Makes the folder; fails now rather than after the first epoch if it cannot be written to. */
  public void create() throws IOException {
    Files.createDirectories(path);
    Path probe = path.resolve(".tandem-probe");
    AtomicFile.write(probe, out -> out.write(0));
    Files.delete(probe);
  }

  /** Reads the checkpoint to go on from. */
  public SavedCheckpoint load() {
    if (!Files.exists(last())) {
      throw Failure.badData("--resume %s: there is no %s".formatted(path, last().getFileName()));
    }
    return Checkpoints.read(last());
  }

  /** Writes the checkpoint and the report. */
  public void save(Checkpoint checkpoint, RunRecord record, boolean isBest) throws IOException {
    Checkpoints.write(last(), checkpoint, record);
    if (isBest) {
      Checkpoints.write(best(), checkpoint, record);
    }
    ObjectWriter json = Report.writer();
    Report report = Report.of(checkpoint, record, last());
    AtomicFile.write(report(), out -> json.writeValue(out, report));
  }
}
