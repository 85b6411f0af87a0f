package dev.tandem.tensorflow;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import dev.tandem.spi.BackendUnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.tensorflow.Graph;
import org.tensorflow.Output;
import org.tensorflow.Session;
import org.tensorflow.TensorFlow;
import org.tensorflow.internal.c_api.TF_DeviceList;
import org.tensorflow.internal.c_api.TF_Graph;
import org.tensorflow.internal.c_api.TF_Session;
import org.tensorflow.internal.c_api.TF_SessionOptions;
import org.tensorflow.internal.c_api.TF_Status;
import org.tensorflow.internal.c_api.global.tensorflow;

/** Loads TensorFlow's native library, set up as it is needed, and asks it what is there. */
final class TensorFlowNatives {
  private TensorFlowNatives() {}

  /** What the first run of any graph says, through a log that reads no environment. */
  private static final Predicate<String> NOISE =
      Pattern.compile("WARNING: All log messages before absl.*|I0000 .*").asMatchPredicate();

  /** The C library's own environment; the JVM shows its copy only. */
  private interface Posix extends Library {
    int setenv(String name, String value, int overwrite);
  }

  private interface Windows extends Library {
    int _putenv_s(String name, String value);
  }

  /**
   * Loads the library; the first time it is unpacked into JavaCPP's cache, which takes seconds.
   *
   * @return its version
   * @throws BackendUnavailableException if it cannot be loaded here
   */
  static String load() {
    try {
      // Read once, when the library loads; what a user has set stays. oneDNN is twice as fast.
      setEnvironment("TF_ENABLE_ONEDNN_OPTS", "1");
      setEnvironment("TF_CPP_MIN_LOG_LEVEL", "3");
      String version = TensorFlow.version();
      Stderr.without(NOISE, TensorFlowNatives::runOnce);
      return version;
    } catch (LinkageError e) {
      throw new BackendUnavailableException(
          "TensorFlow cannot be loaded: "
              + e.getMessage()
              + "; its native library for this platform ("
              + System.getProperty("os.name")
              + ", "
              + System.getProperty("os.arch")
              + ") must be on the class path and JavaCPP's cache folder writable",
          e);
    }
  }

  private static void runOnce() {
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      Output<?> nothing = new GraphBuilder(graph).constant(0);
      session.runner().fetch(nothing).run().close();
    }
  }

  private static void setEnvironment(String name, String value) {
    if (Platform.isWindows()) {
      Native.load("msvcrt", Windows.class)._putenv_s(name, value);
    } else {
      Native.load("c", Posix.class).setenv(name, value, 0);
    }
  }

  /** Returns the names of the devices that TensorFlow can use ({@code …/device:CPU:0}). */
  static List<String> devices() {
    try (TF_Graph graph = TF_Graph.newGraph();
        TF_SessionOptions options = TF_SessionOptions.newSessionOptions();
        TF_Status status = TF_Status.newStatus()) {
      TF_Session session = TF_Session.newSession(graph, options, status);
      status.throwExceptionIfNotOK();
      TF_DeviceList list = tensorflow.TF_SessionListDevices(session, status);
      status.throwExceptionIfNotOK();
      List<String> names = new ArrayList<>();
      for (int i = 0; i < tensorflow.TF_DeviceListCount(list); i++) {
        names.add(tensorflow.TF_DeviceListName(list, i, status).getString());
        status.throwExceptionIfNotOK();
      }
      tensorflow.TF_DeleteDeviceList(list);
      return names;
    }
  }
}
