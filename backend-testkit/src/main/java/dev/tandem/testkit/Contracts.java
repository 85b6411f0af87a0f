package dev.tandem.testkit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All contracts with their cases. */
final class Contracts {
  private Contracts() {}

  /**
   * Returns the cases by contract.
   *
   * @param seed of the random shapes
   * @param steps length of a trajectory
   */
  static Map<String, List<ContractCase>> all(long seed, int steps) {
    Map<String, List<ContractCase>> contracts = new LinkedHashMap<>();
    contracts.put("lifecycle", LifecycleContract.cases());
    contracts.put("layer", LayerContract.cases(seed));
    contracts.put("gradient", GradientContract.cases(seed));
    contracts.put("optimizer", OptimizerContract.cases());
    contracts.put("batchNorm", BatchNormContract.cases());
    contracts.put("dropout", DropoutContract.cases());
    contracts.put("clipping", ClippingContract.cases());
    contracts.put("trajectory", TrajectoryContract.cases(steps));
    return contracts;
  }
}
