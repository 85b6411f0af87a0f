package dev.tandem.cli.run;

import com.google.inject.Inject;
import dev.tandem.spi.Backend;
import dev.tandem.training.Cancellation;
import dev.tandem.training.Checkpoint;
import dev.tandem.training.RunRecord;
import dev.tandem.training.Trainer;
import dev.tandem.training.TrainingListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Carries a plan out and keeps its folder up to date. */
public final class Training {
  private final Provenance provenance;

  @Inject
  Training(Provenance provenance) {
    this.provenance = provenance;
  }

  /** Trains to the end and returns the report. */
  public Report run(
      RunPlan plan, Backend backend, List<TrainingListener> listeners, Cancellation cancellation)
      throws IOException {
    RunRecord record = provenance.record(backend.info(), plan.hashes(), plan.recipe());
    plan.folder().create();
    List<TrainingListener> all = new ArrayList<>();
    all.add(new Saver(plan.folder(), record)); // first: what others print is saved
    all.addAll(listeners);
    Checkpoint last = new Trainer(backend).train(plan.start(), plan.data(), all, cancellation);
    return Report.of(last, record, plan.folder().last());
  }

  private record Saver(RunFolder folder, RunRecord record) implements TrainingListener {
    @Override
    public void onCheckpoint(Checkpoint checkpoint, boolean best) {
      try {
        folder.save(checkpoint, record, best);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
