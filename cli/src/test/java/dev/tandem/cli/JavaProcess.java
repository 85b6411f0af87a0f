package dev.tandem.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The command line in a JVM of its own. */
record JavaProcess(Process process, Path outFile, Path errFile) {

  static JavaProcess start(Path folder, String jvmOption, String command) throws IOException {
    return start(folder, java(jvmOption, command));
  }

  /** Starts it in a shell that has first run another command. */
  static JavaProcess startLimited(Path folder, String before, String command) throws IOException {
    List<String> shell = new ArrayList<>(List.of("sh", "-c", before + "; exec \"$@\"", "sh"));
    shell.addAll(java("-XX:-UsePerfData", command));
    return start(folder, shell);
  }

  private static List<String> java(String option, String command) {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(List.of("-XX:+UseSerialGC", option));
    line.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    line.addAll(List.of(command.split(" +")));
    return line;
  }

  private static JavaProcess start(Path folder, List<String> line) throws IOException {
    Path out = Files.createTempFile(folder, "out", ".txt");
    Path err = Files.createTempFile(folder, "err", ".txt");
    Process process =
        new ProcessBuilder(line)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    return new JavaProcess(process, out, err);
  }

  long pid() {
    return process.pid();
  }

  void awaitOutput(String text) throws IOException, InterruptedException {
    while (!out().contains(text)) {
      if (!process.isAlive()) {
        throw new AssertionError("ended without '" + text + "': " + out() + err());
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  int awaitExit() throws InterruptedException {
    return process.waitFor();
  }

  String out() throws IOException {
    return Files.readString(outFile);
  }

  String err() throws IOException {
    return Files.readString(errFile);
  }
}
