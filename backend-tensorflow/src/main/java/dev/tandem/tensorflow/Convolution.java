package dev.tandem.tensorflow;

import dev.tandem.model.Conv2d;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operation;
import org.tensorflow.OperationBuilder;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;

/**
 * {@link Conv2d} without its bias. TensorFlow's gradient of Conv2D knows neither explicit padding
 * nor dilation nor groups, so the image is padded before where "SAME" would pad otherwise, the
 * holes are put into the kernel, and groups are convolved one by one.
 */
record Convolution(GraphBuilder graph, Conv2d spec) {
  private static final int CHANNEL_AXIS = 3;

  /**
   * @param x {@code [n, height, width, channels]}
   * @param weight {@code [kernel, kernel, channels/groups, filters]}
   */
  Output<?> apply(Output<?> x, Output<?> weight, int channels) {
    Output<?> padded = spec.padding() == 0 || isSame() ? x : pad(x);
    Output<?> kernel = spec.dilation() == 1 ? weight : dilate(weight, channels / spec.groups());
    if (spec.groups() == 1) {
      return convolve(padded, kernel);
    }
    Operation inputs = split(padded);
    Operation kernels = split(kernel);
    List<Output<?>> outputs = new ArrayList<>();
    for (int group = 0; group < spec.groups(); group++) {
      outputs.add(convolve(inputs.output(group), kernels.output(group)));
    }
    return graph.concat(outputs, CHANNEL_AXIS);
  }

  private Output<?> convolve(Output<?> x, Output<?> kernel) {
    return graph
        .start("Conv2D", x, kernel)
        .setAttr("strides", new long[] {1, spec.stride(), spec.stride(), 1})
        .setAttr("padding", isSame() ? "SAME" : "VALID")
        .build()
        .output(0);
  }

  /** With stride 1 TensorFlow's own padding is the same on all sides, and saves a copy. */
  private boolean isSame() {
    return spec.stride() == 1 && 2 * spec.padding() == spec.span() - 1;
  }

  private Output<?> pad(Output<?> x) {
    int p = spec.padding();
    return graph.add("Pad", x, graph.reshape(graph.vector(0, 0, p, p, p, p, 0, 0), 4, 2));
  }

  private Operation split(Output<?> x) {
    OperationBuilder split = graph.start("Split", graph.scalar(CHANNEL_AXIS), x);
    return split.setAttr("num_split", spec.groups()).build();
  }

  /** Multiplies with a matrix of 0 and 1 that sends each tap to its place in the larger window. */
  private Output<?> dilate(Output<?> weight, int channels) {
    int taps = spec.kernel() * spec.kernel();
    int span = spec.span();
    float[] places = new float[span * span * taps];
    for (int tap = 0; tap < taps; tap++) {
      int row = tap / spec.kernel() * spec.dilation();
      int column = tap % spec.kernel() * spec.dilation();
      places[(row * span + column) * taps + tap] = 1;
    }
    Output<?> matrix = graph.constant(Shape.of((long) span * span, taps), places);
    Output<?> flat = graph.reshape(weight, taps, channels * spec.filters());
    return graph.reshape(graph.add("MatMul", matrix, flat), span, span, channels, spec.filters());
  }
}
