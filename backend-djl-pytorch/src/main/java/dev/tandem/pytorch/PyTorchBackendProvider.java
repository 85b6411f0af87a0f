package dev.tandem.pytorch;

import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.JniUtils;
import dev.tandem.djl.DjlBackend;
import dev.tandem.djl.DjlEngines;
import dev.tandem.spi.Backend;
import dev.tandem.spi.BackendInfo;
import dev.tandem.spi.BackendOptions;
import dev.tandem.spi.BackendProvider;
import dev.tandem.spi.BackendUnavailableException;
import dev.tandem.spi.DeviceSpec;

/** libtorch through DJL, under the id {@code pytorch}. */
public final class PyTorchBackendProvider implements BackendProvider {
  private static final String ID = "pytorch";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String description() {
    return "libtorch through Deep Java Library";
  }

  @Override
  public Backend open(BackendOptions options) {
    Engine engine = DjlEngines.load("PyTorch");
    requireDevice(options.device(), engine.getGpuCount());
    JniUtils.setNumThreads(options.threads());
    BackendInfo info =
        new BackendInfo(
            ID, "PyTorch " + engine.getVersion(), options.device(), JniUtils.getNumThreads());
    return new DjlBackend(engine, info, new PyTorchDialect());
  }

  static void requireDevice(DeviceSpec device, int gpus) {
    if (device.kind() == DeviceSpec.Kind.GPU && device.index() >= gpus) {
      throw new BackendUnavailableException(
          "backend pytorch cannot use "
              + device
              + ": libtorch sees "
              + (gpus == 0 ? "no GPU" : gpus + " GPUs")
              + "; a GPU needs an NVIDIA driver and libtorch's CUDA natives instead of the CPU ones;"
              + " use --device cpu here");
    }
  }
}
