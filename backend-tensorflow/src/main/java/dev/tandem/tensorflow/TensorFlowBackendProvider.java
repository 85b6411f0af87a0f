package dev.tandem.tensorflow;

import dev.tandem.spi.Backend;
import dev.tandem.spi.BackendInfo;
import dev.tandem.spi.BackendOptions;
import dev.tandem.spi.BackendProvider;
import dev.tandem.spi.BackendUnavailableException;
import dev.tandem.spi.DeviceSpec;
import java.util.List;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GPUOptions;

/** TensorFlow's own graphs through TensorFlow Java, under the id {@code tensorflow}. */
public final class TensorFlowBackendProvider implements BackendProvider {
  private static final String ID = "tensorflow";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String description() {
    return "TensorFlow through TensorFlow Java";
  }

  @Override
  public Backend open(BackendOptions options) {
    String version = TensorFlowNatives.load();
    requireDevice(options.device(), TensorFlowNatives.devices());
    BackendInfo info =
        new BackendInfo(ID, "TensorFlow " + version, options.device(), options.threads());
    return new TensorFlowBackend(info, config(options));
  }

  /** TensorFlow itself would take the processor without a word. */
  static void requireDevice(DeviceSpec device, List<String> devices) {
    if (device.kind() == DeviceSpec.Kind.GPU
        && devices.stream().noneMatch(name -> name.endsWith("/device:GPU:" + device.index()))) {
      throw new BackendUnavailableException(
          "backend tensorflow cannot use "
              + device
              + ": TensorFlow sees "
              + String.join(", ", devices)
              + "; a GPU needs an NVIDIA driver and TensorFlow's GPU natives instead of the CPU ones"
              + " (tensorflow-core-native, classifier linux-x86_64-gpu); use --device cpu here");
    }
  }

  static ConfigProto config(BackendOptions options) {
    ConfigProto.Builder config =
        ConfigProto.newBuilder()
            .setIntraOpParallelismThreads(options.threads())
            .setInterOpParallelismThreads(options.threads());
    if (options.device().kind() == DeviceSpec.Kind.CPU) {
      return config.putDeviceCount("GPU", 0).build();
    }
    String index = Integer.toString(options.device().index());
    // labels and shapes of arrays are computed on the processor even then
    return config
        .setAllowSoftPlacement(true)
        .setGpuOptions(GPUOptions.newBuilder().setVisibleDeviceList(index).setAllowGrowth(true))
        .build();
  }
}
