package dev.tandem.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.data.Batch;
import dev.tandem.model.Dense;
import dev.tandem.model.ModelSpec;
import dev.tandem.model.ModelState;
import dev.tandem.model.Sequential;
import dev.tandem.optim.MeanSquaredError;
import dev.tandem.optim.Sgd;
import dev.tandem.optim.TrainingPlan;
import dev.tandem.random.RandomStreams;
import dev.tandem.spi.Backend;
import dev.tandem.spi.StepContext;
import dev.tandem.spi.StepResult;
import dev.tandem.spi.TrainingSession;
import dev.tandem.spi.UnsupportedPlanException;
import dev.tandem.tensor.HostTensor;
import dev.tandem.tensor.Shape;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckingBackendTest {
  private static final ModelSpec MODEL = ModelSpec.of("m", Shape.of(2), Sequential.of(Dense.of(3)));
  private static final TrainingPlan PLAN =
      TrainingPlan.of(MODEL, new MeanSquaredError(), Sgd.of(0.9));
  private static final ModelState STATE = MODEL.initialState(new RandomStreams(1));

  private static Batch batch() {
    return new Batch(HostTensor.of(Shape.of(2, 2), 1, 2, 3, 4), 0, 2);
  }

  private static StepContext step(long step) {
    return new StepContext(step, 0.1, List.of());
  }

  private static TrainingSession checked(UnaryOperator<TrainingSession> fault) {
    return CheckingBackend.of(FaultySession.backend(fault)).compile(PLAN, STATE);
  }

  private static TrainingSession right() {
    return checked(UnaryOperator.identity());
  }

  private static AbstractThrowableAssert<?, ?> assertBroken(ThrowingCallable call) {
    return assertThatThrownBy(call).isInstanceOf(ProtocolException.class);
  }

  @Test
  void passesOnWhatIsRight() {
    try (TrainingSession session = right()) {
      StepResult result = session.trainStep(batch(), step(0));
      assertThat(result.outputs().shape()).isEqualTo(Shape.of(2, 3));
      assertThat(session.snapshot().step()).isEqualTo(1);
      assertThat(session.predict(batch().inputs()).shape()).isEqualTo(Shape.of(2, 3));
    }
  }

  @Test
  void stepsMustFollowEachOther() {
    TrainingSession session = right();
    session.trainStep(batch(), step(0));
    assertBroken(() -> session.trainStep(batch(), step(2)))
        .hasMessage(
            "the caller of backend reference broke the protocol: step 2 was asked for, the next"
                + " step is 1");
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, Double.NaN, Double.POSITIVE_INFINITY})
  void theLearningRateMustBeANumberOfAtLeast0(double rate) {
    assertBroken(() -> right().trainStep(batch(), new StepContext(0, rate, List.of())))
        .hasMessageContaining("the caller of backend reference")
        .hasMessageContaining("learning rate");
  }

  @Test
  void whatDoesNotFitComesBackAsTheBackendsOwnRefusal() {
    Batch bad = new Batch(batch().inputs(), 0, 3);
    assertThatThrownBy(() -> right().trainStep(bad, step(0)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> right().predict(HostTensor.zeros(Shape.of(1, 5))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatDoesNotFitMustBeRefused() {
    TrainingSession session =
        checked(
            right ->
                new FaultySession(right) {
                  @Override
                  public HostTensor predict(HostTensor inputs) {
                    return HostTensor.zeros(Shape.of(1, 3));
                  }
                });
    assertBroken(() -> session.predict(HostTensor.zeros(Shape.of(1, 5))))
        .hasMessageContaining("must be refused: model m takes [n] of [2]");
  }

  @Test
  void refusingWithAnotherExceptionIsNoRefusal() {
    TrainingSession session =
        checked(
            right ->
                new FaultySession(right) {
                  @Override
                  public HostTensor predict(HostTensor inputs) {
                    throw new ArrayIndexOutOfBoundsException(5);
                  }
                });
    assertBroken(() -> session.predict(HostTensor.zeros(Shape.of(1, 5))))
        .hasMessageContaining("must be refused with IllegalArgumentException");
  }

  @Test
  void aClosedSessionMustRefuse() {
    TrainingSession session = right();
    session.close();
    assertThatThrownBy(session::snapshot)
        .isInstanceOf(IllegalStateException.class)
        .isNotInstanceOf(ProtocolException.class);
    TrainingSession neverClosed =
        checked(
            right ->
                new FaultySession(right) {
                  @Override
                  public void close() {}
                });
    neverClosed.close();
    assertBroken(neverClosed::snapshot).hasMessageContaining("the session is closed");
  }

  @Test
  void aClosedBackendMustRefuse() {
    Backend backend = CheckingBackend.of(FaultySession.backend(UnaryOperator.identity()));
    TrainingSession session = backend.compile(PLAN, STATE);
    backend.close();
    assertThatThrownBy(session::snapshot)
        .isInstanceOf(IllegalStateException.class)
        .isNotInstanceOf(ProtocolException.class);
    assertThatThrownBy(() -> backend.compile(PLAN, STATE))
        .isInstanceOf(IllegalStateException.class)
        .isNotInstanceOf(ProtocolException.class);
  }

  @Test
  void aStateThatDoesNotFitMustBeRefused() {
    Backend backend = CheckingBackend.of(FaultySession.backend(UnaryOperator.identity()));
    ModelState empty = new ModelState(Map.of(), Map.of(), 0);
    assertThatThrownBy(() -> backend.load(MODEL, empty))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void twoThreadsAtOnceAreTheCallersFault() throws InterruptedException {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(1);
    TrainingSession session =
        checked(
            right ->
                new FaultySession(right) {
                  @Override
                  public HostTensor predict(HostTensor inputs) {
                    inside.countDown();
                    await(done);
                    return right.predict(inputs);
                  }
                });
    Thread first = new Thread(() -> session.predict(batch().inputs()));
    first.start();
    inside.await();
    assertBroken(session::snapshot).hasMessageContaining("snapshot on a second thread");
    done.countDown();
    first.join();
    assertThat(session.snapshot().step()).isZero();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void outputsMustHaveTheModelsShape() {
    TrainingSession session = answering(new StepResult(1, HostTensor.zeros(Shape.of(1, 3))));
    assertBroken(() -> session.trainStep(batch(), step(0)))
        .hasMessageContaining("step 0 must give [2, 3], gave [1, 3]");
  }

  @Test
  void aLossOfFiniteOutputsMustBeANumber() {
    StepResult result = new StepResult(Double.NaN, HostTensor.zeros(Shape.of(2, 3)));
    assertBroken(() -> answering(result).trainStep(batch(), step(0)))
        .hasMessageContaining("loss of NaN");
  }

  private static TrainingSession answering(StepResult result) {
    return checked(
        right ->
            new FaultySession(right) {
              @Override
              public StepResult trainStep(Batch batch, StepContext context) {
                return result;
              }
            });
  }

  @Test
  void aSnapshotMustHaveTheStepTheTensorsAndTheSlots() {
    ModelState right = right().snapshot();
    assertBroken(() -> snapshot(new ModelState(right.tensors(), right.slots(), 7)))
        .hasMessageContaining("says step 7");
    assertBroken(() -> snapshot(new ModelState(Map.of(), right.slots(), 0)))
        .hasMessageContaining("the snapshot's tensors must be");
    assertBroken(() -> snapshot(new ModelState(right.tensors(), Map.of("v", Map.of()), 0)))
        .hasMessageContaining("must have the slots [momentum], has [v]");
    assertBroken(() -> snapshot(new ModelState(right.tensors(), Map.of("momentum", Map.of()), 0)))
        .hasMessageContaining("slot momentum must be");
  }

  private static void snapshot(ModelState state) {
    checked(
            right ->
                new FaultySession(right) {
                  @Override
                  public ModelState snapshot() {
                    return state;
                  }
                })
        .snapshot();
  }

  @Test
  void aBackendMustNotWriteIntoTheCallersArrays() {
    TrainingSession session =
        checked(
            right ->
                new FaultySession(right) {
                  @Override
                  public StepResult trainStep(Batch batch, StepContext context) {
                    batch.labels()[0] = 1;
                    return right.trainStep(batch, context);
                  }
                });
    assertBroken(() -> session.trainStep(batch(), step(0)))
        .hasMessageContaining("wrote into the inputs, labels or masks of step 0");
  }

  @Test
  void whatWasHandedOutMustNotChange() {
    HostTensor reused = HostTensor.zeros(Shape.of(2, 3));
    TrainingSession session =
        checked(
            right ->
                new FaultySession(right) {
                  @Override
                  public HostTensor predict(HostTensor inputs) {
                    reused.values()[0]++;
                    return reused;
                  }
                });
    session.predict(batch().inputs());
    assertBroken(() -> session.predict(batch().inputs()))
        .hasMessageContaining("the outputs of an earlier predict");
  }

  @Test
  void predictMustMoveNothing() {
    Backend backend =
        FaultySession.backend(
            right ->
                new FaultySession(right) {
                  @Override
                  public HostTensor predict(HostTensor inputs) {
                    return right.trainStep(batch(), step(0)).outputs();
                  }

                  @Override
                  public ModelState snapshot() {
                    ModelState state = right.snapshot();
                    return new ModelState(state.tensors(), state.slots(), 0);
                  }
                });
    TrainingSession session = CheckingBackend.withPredictionsChecked(backend).compile(PLAN, STATE);
    assertBroken(() -> session.predict(batch().inputs()))
        .hasMessageContaining("predict changed the state");
  }

  @Test
  void whatCompilesMustRun() {
    TrainingSession session =
        checked(
            right ->
                new FaultySession(right) {
                  @Override
                  public HostTensor predict(HostTensor inputs) {
                    throw new UnsupportedPlanException("reference", "layer 0");
                  }
                });
    assertBroken(() -> session.predict(batch().inputs()))
        .hasMessageContaining("what compiles must run");
  }
}
