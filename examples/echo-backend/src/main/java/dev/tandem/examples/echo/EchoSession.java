package dev.tandem.examples.echo;

import dev.tandem.data.Batch;
import dev.tandem.model.ModelSpec;
import dev.tandem.model.ModelState;
import dev.tandem.model.ParameterSpec;
import dev.tandem.optim.Sgd;
import dev.tandem.spi.StepContext;
import dev.tandem.spi.StepResult;
import dev.tandem.spi.TrainingSession;
import dev.tandem.tensor.HostTensor;
import java.util.LinkedHashMap;
import java.util.Map;

/** A network in training; inference is a session that takes no step. */
final class EchoSession implements TrainingSession {
  private final ModelSpec model;
  private final EchoLoss loss;
  private final Sgd optimizer;
  private final Runnable requireBackendOpen;
  private final Map<String, Parameter> parameters = new LinkedHashMap<>();
  private final Operator network;
  private long steps;
  private boolean closed;

  EchoSession(
      ModelSpec model,
      ModelState initial,
      EchoLoss loss,
      Sgd optimizer,
      Runnable requireBackendOpen) {
    initial.requireFits(model);
    this.model = model;
    this.loss = loss;
    this.optimizer = optimizer;
    this.requireBackendOpen = requireBackendOpen;
    Map<String, HostTensor> velocities = initial.slots().getOrDefault(Sgd.MOMENTUM, Map.of());
    for (ParameterSpec spec : model.parameters()) {
      HostTensor velocity = velocities.getOrDefault(spec.name(), HostTensor.zeros(spec.shape()));
      parameters.put(spec.name(), new Parameter(spec, initial.tensor(spec.name()), velocity));
    }
    this.network = model.root().accept(new EchoCompiler(parameters));
    this.steps = initial.step();
  }

  @Override
  public StepResult trainStep(Batch batch, StepContext context) {
    requireOpen();
    context.requireFits(model, batch);
    float[] outputs = network.forward(batch.inputs().values().clone());
    float[] gradient = new float[outputs.length];
    double mean = loss.mean(outputs, batch.labels(), gradient);
    network.backward(gradient);
    parameters.values().forEach(p -> p.move(optimizer.momentum(), context.learningRate()));
    steps++;
    return new StepResult(mean, tensor(outputs));
  }

  @Override
  public HostTensor predict(HostTensor inputs) {
    requireOpen();
    model.requireInputs(inputs);
    return tensor(network.forward(inputs.values().clone()));
  }

  private HostTensor tensor(float[] outputs) {
    return HostTensor.of(model.output().withBatch(outputs.length / model.output().size()), outputs);
  }

  @Override
  public ModelState snapshot() {
    requireOpen();
    Map<String, HostTensor> tensors = new LinkedHashMap<>();
    Map<String, HostTensor> velocities = new LinkedHashMap<>();
    parameters.forEach(
        (name, parameter) -> {
          tensors.put(name, HostTensor.of(parameter.spec.shape(), parameter.values.clone()));
          velocities.put(name, HostTensor.of(parameter.spec.shape(), parameter.velocity.clone()));
        });
    boolean keepsVelocities = !optimizer.slots().isEmpty();
    return new ModelState(
        tensors, keepsVelocities ? Map.of(Sgd.MOMENTUM, velocities) : Map.of(), steps);
  }

  private void requireOpen() {
    requireBackendOpen.run();
    if (closed) {
      throw new IllegalStateException("the session is closed");
    }
  }

  @Override
  public void close() {
    closed = true;
  }
}
