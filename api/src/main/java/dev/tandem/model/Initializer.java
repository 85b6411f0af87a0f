package dev.tandem.model;

import dev.tandem.random.RandomStream;
import dev.tandem.tensor.HostTensor;
import java.util.Arrays;

/**
 * How the first value of a parameter is made. Values are drawn on the host, so every backend starts
 * from the same bits.
 */
public sealed interface Initializer {

  /** Returns the first value of a parameter; {@code random} is that parameter's own stream. */
  HostTensor create(ParameterSpec parameter, RandomStream random);

  /** Every element has the same value. */
  record Constant(float value) implements Initializer {
    @Override
    public HostTensor create(ParameterSpec parameter, RandomStream random) {
      float[] values = new float[parameter.shape().size()];
      Arrays.fill(values, value);
      return HostTensor.of(parameter.shape(), values);
    }
  }

  /**
   * Uniform in [-b, b) with b = 1/sqrt(fan_in): what PyTorch's convolutions and dense layers start
   * with ({@code kaiming_uniform_} with a = sqrt(5) for the weight, the same bound for the bias).
   */
  record FanInUniform() implements Initializer {
    @Override
    public HostTensor create(ParameterSpec parameter, RandomStream random) {
      double bound = 1 / Math.sqrt(parameter.fanIn());
      float[] values = new float[parameter.shape().size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) random.nextDouble(-bound, bound);
      }
      return HostTensor.of(parameter.shape(), values);
    }
  }
}
