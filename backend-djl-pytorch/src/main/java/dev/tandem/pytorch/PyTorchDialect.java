package dev.tandem.pytorch;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import dev.tandem.djl.DjlDialect;

/** libtorch's ways. */
final class PyTorchDialect implements DjlDialect {

  /** Recording is a state of each thread, and on by default in all but the one that loaded DJL. */
  @Override
  public void enter() {
    JniUtils.setGradMode(false);
  }

  /** DJL's native SGD without momentum: one call, and libtorch's in-place rules are kept. */
  @Override
  public void subtract(NDArray array, NDArray change, double rate) {
    float noWeightDecay = 0;
    float noRescaling = 1;
    float noClipping = -1;
    float noMomentum = 0;
    JniUtils.sgdUpdate(
        (PtNDArray) array,
        (PtNDArray) change,
        null,
        (float) rate,
        noWeightDecay,
        noRescaling,
        noClipping,
        noMomentum);
  }

  /** libtorch adds each backward pass to the gradient that is there. */
  @Override
  public void clearGradient(NDArray weight) {
    JniUtils.zeroGrad((PtNDArray) weight);
  }
}
