package dev.tandem.testkit;

import dev.tandem.data.Batch;
import dev.tandem.model.ModelSpec;
import dev.tandem.model.ModelState;
import dev.tandem.optim.TrainingPlan;
import dev.tandem.reference.ReferenceBackendProvider;
import dev.tandem.spi.Backend;
import dev.tandem.spi.BackendInfo;
import dev.tandem.spi.BackendOptions;
import dev.tandem.spi.InferenceSession;
import dev.tandem.spi.StepContext;
import dev.tandem.spi.StepResult;
import dev.tandem.spi.TrainingSession;
import dev.tandem.tensor.HostTensor;
import java.util.function.UnaryOperator;

/** The reference's session, for tests that override one method of it. */
class FaultySession implements TrainingSession {
  final TrainingSession right;

  FaultySession(TrainingSession right) {
    this.right = right;
  }

  /** Returns the reference whose training sessions are changed. */
  static Backend backend(UnaryOperator<TrainingSession> change) {
    Backend reference = new ReferenceBackendProvider().open(BackendOptions.defaults());
    return new Backend() {
      @Override
      public BackendInfo info() {
        return reference.info();
      }

      @Override
      public TrainingSession compile(TrainingPlan plan, ModelState initial) {
        return change.apply(reference.compile(plan, initial));
      }

      @Override
      public InferenceSession load(ModelSpec model, ModelState state) {
        return reference.load(model, state);
      }

      @Override
      public void close() {
        reference.close();
      }
    };
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
