package dev.tandem.benchmarks;

/** A program that trains, one step at a time, everything included. */
interface Contestant extends AutoCloseable {
  String name();

  /** Takes one training step and returns the number of images in it. */
  int step() throws Exception;

  @Override
  void close();
}
