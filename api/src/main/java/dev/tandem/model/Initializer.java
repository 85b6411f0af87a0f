package dev.tandem.model;

import dev.tandem.random.RandomStream;
import dev.tandem.tensor.HostTensor;
import java.util.function.DoubleSupplier;

/**
 * How the first value of a parameter is made. Values are drawn on the host, so every backend starts
 * from the same bits.
 */
public sealed interface Initializer {

  /** Returns the first value of a parameter; {@code random} is that parameter's own stream. */
  HostTensor create(ParameterSpec parameter, RandomStream random);

  /** Every element has the same value. */
  record Constant(float value) implements Initializer {
    /**
     * @throws IllegalArgumentException if the value is not finite
     */
    public Constant {
      if (!Float.isFinite(value)) {
        throw new IllegalArgumentException("Constant: value must be finite, got " + value);
      }
    }

    @Override
    public HostTensor create(ParameterSpec parameter, RandomStream random) {
      return Initializer.fill(parameter, () -> value);
    }
  }

  /**
   * Uniform in [-b, b) with {@code b = 1/sqrt(fan_in)}: what PyTorch's convolutions and dense
   * layers start with ({@code kaiming_uniform_} with a = sqrt(5) for the weight, the same bound for
   * the bias).
   */
  record FanInUniform() implements Initializer {
    @Override
    public HostTensor create(ParameterSpec parameter, RandomStream random) {
      return Initializer.uniform(parameter, random, 1 / Math.sqrt(parameter.fans().in()));
    }
  }

  /**
   * Uniform in [-b, b) with {@code b = sqrt(6/fan_in)}, for layers before a ReLU (He et al.,
   * "Delving deep into rectifiers", 2015; PyTorch's {@code kaiming_uniform_} with a = 0).
   */
  record HeUniform() implements Initializer {
    @Override
    public HostTensor create(ParameterSpec parameter, RandomStream random) {
      return Initializer.uniform(parameter, random, Math.sqrt(6.0 / parameter.fans().in()));
    }
  }

  /**
   * Normal with a mean of 0 and a standard deviation of {@code sqrt(2/fan_in)}, for layers before a
   * ReLU (He et al., 2015; PyTorch's {@code kaiming_normal_}).
   */
  record HeNormal() implements Initializer {
    @Override
    public HostTensor create(ParameterSpec parameter, RandomStream random) {
      return Initializer.normal(parameter, random, Math.sqrt(2.0 / parameter.fans().in()));
    }
  }

  /**
   * Uniform in [-b, b) with {@code b = sqrt(6/(fan_in + fan_out))} (Glorot and Bengio,
   * "Understanding the difficulty of training deep feedforward neural networks", 2010; PyTorch's
   * {@code xavier_uniform_}).
   */
  record GlorotUniform() implements Initializer {
    @Override
    public HostTensor create(ParameterSpec parameter, RandomStream random) {
      double fans = (double) parameter.fans().in() + parameter.fans().out();
      return Initializer.uniform(parameter, random, Math.sqrt(6 / fans));
    }
  }

  /**
   * Normal with a mean of 0 and a standard deviation of {@code sqrt(2/(fan_in + fan_out))} (Glorot
   * and Bengio, 2010; PyTorch's {@code xavier_normal_}).
   */
  record GlorotNormal() implements Initializer {
    @Override
    public HostTensor create(ParameterSpec parameter, RandomStream random) {
      double fans = (double) parameter.fans().in() + parameter.fans().out();
      return Initializer.normal(parameter, random, Math.sqrt(2 / fans));
    }
  }

  private static HostTensor uniform(ParameterSpec parameter, RandomStream random, double bound) {
    return fill(parameter, () -> random.nextDouble(-bound, bound));
  }

  private static HostTensor normal(ParameterSpec parameter, RandomStream random, double deviation) {
    return fill(parameter, () -> deviation * random.nextGaussian());
  }

  private static HostTensor fill(ParameterSpec parameter, DoubleSupplier next) {
    float[] values = new float[parameter.shape().size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) next.getAsDouble();
    }
    return HostTensor.of(parameter.shape(), values);
  }
}
