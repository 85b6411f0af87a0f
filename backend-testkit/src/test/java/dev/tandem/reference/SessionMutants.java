package dev.tandem.reference;

import dev.tandem.data.Batch;
import dev.tandem.model.ModelSpec;
import dev.tandem.model.ModelState;
import dev.tandem.optim.TrainingPlan;
import dev.tandem.spi.Backend;
import dev.tandem.spi.BackendInfo;
import dev.tandem.spi.InferenceSession;
import dev.tandem.spi.StepContext;
import dev.tandem.spi.StepResult;
import dev.tandem.spi.TrainingSession;
import dev.tandem.tensor.HostTensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Faults of sessions and of the backend itself. */
final class SessionMutants {
  private SessionMutants() {}

  static List<Mutant> all() {
    return List.of(
        of("slots missing in a snapshot", "optimizer", SlotsLost::new),
        Mutant.around("slots of a state ignored", "optimizer", SlotsIgnored::new),
        of("steps not counted", "lifecycle", StepsLost::new),
        of("a closed session answers", "lifecycle", NeverClosed::new),
        of("labels not checked", "lifecycle", AnyLabel::new),
        of("the caller's inputs overwritten", "lifecycle", InputsOverwritten::new),
        of("a snapshot hands out an array that changes", "lifecycle", LiveSnapshot::new));
  }

  private static Mutant of(String fault, String contract, UnaryOperator<TrainingSession> around) {
    return Mutant.around(fault, contract, backend -> new Around(backend, around));
  }

  /** Passes everything on, training sessions changed. */
  private static class Around implements Backend {
    private final Backend backend;
    private final UnaryOperator<TrainingSession> around;

    Around(Backend backend, UnaryOperator<TrainingSession> around) {
      this.backend = backend;
      this.around = around;
    }

    @Override
    public BackendInfo info() {
      return backend.info();
    }

    @Override
    public TrainingSession compile(TrainingPlan plan, ModelState initial) {
      return around.apply(backend.compile(plan, initial));
    }

    @Override
    public InferenceSession load(ModelSpec model, ModelState state) {
      return backend.load(model, state);
    }

    @Override
    public void close() {
      backend.close();
    }
  }

  private static final class SlotsIgnored extends Around {
    SlotsIgnored(Backend backend) {
      super(backend, UnaryOperator.identity());
    }

    @Override
    public TrainingSession compile(TrainingPlan plan, ModelState initial) {
      initial.requireFits(plan.model());
      return super.compile(plan, new ModelState(initial.tensors(), Map.of(), initial.step()));
    }
  }

  /** Passes every call on. */
  private static class Session implements TrainingSession {
    final TrainingSession right;

    Session(TrainingSession right) {
      this.right = right;
    }

    @Override
    public StepResult trainStep(Batch batch, StepContext context) {
      return right.trainStep(batch, context);
    }

    @Override
    public HostTensor predict(HostTensor inputs) {
      return right.predict(inputs);
    }

    @Override
    public ModelState snapshot() {
      return right.snapshot();
    }

    @Override
    public void close() {
      right.close();
    }
  }

  private static final class SlotsLost extends Session {
    SlotsLost(TrainingSession right) {
      super(right);
    }

    @Override
    public ModelState snapshot() {
      ModelState state = right.snapshot();
      return new ModelState(state.tensors(), Map.of(), state.step());
    }
  }

  private static final class StepsLost extends Session {
    StepsLost(TrainingSession right) {
      super(right);
    }

    @Override
    public ModelState snapshot() {
      ModelState state = right.snapshot();
      return new ModelState(state.tensors(), state.slots(), 0);
    }
  }

  private static final class NeverClosed extends Session {
    NeverClosed(TrainingSession right) {
      super(right);
    }

    @Override
    public void close() {}
  }

  private static final class AnyLabel extends Session {
    AnyLabel(TrainingSession right) {
      super(right);
    }

    @Override
    public StepResult trainStep(Batch batch, StepContext context) {
      int[] labels = batch.labels().clone();
      for (int i = 0; i < labels.length; i++) {
        labels[i] = Math.max(0, labels[i]);
      }
      return right.trainStep(new Batch(batch.inputs(), labels), context);
    }
  }

  private static final class InputsOverwritten extends Session {
    InputsOverwritten(TrainingSession right) {
      super(right);
    }

    @Override
    public StepResult trainStep(Batch batch, StepContext context) {
      StepResult result = right.trainStep(batch, context);
      batch.inputs().values()[0]++;
      return result;
    }
  }

  private static final class LiveSnapshot extends Session {
    private final List<HostTensor> handedOut = new ArrayList<>();

    LiveSnapshot(TrainingSession right) {
      super(right);
    }

    @Override
    public StepResult trainStep(Batch batch, StepContext context) {
      handedOut.forEach(tensor -> tensor.values()[0]++);
      return right.trainStep(batch, context);
    }

    @Override
    public ModelState snapshot() {
      ModelState state = right.snapshot();
      handedOut.add(state.tensors().values().iterator().next());
      return state;
    }
  }
}
