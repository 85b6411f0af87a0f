package dev.tandem.testkit;

import dev.tandem.model.LayerNode;
import dev.tandem.model.ModelSpec;
import dev.tandem.optim.TrainingPlan;
import java.util.Set;
import java.util.TreeSet;

/**
 * One thing that a contract demands.
 *
 * @param name unique within the contract
 * @param features simple names of the layers, losses, optimizers and clippings that it needs
 * @param body throws if the backend does not do it
 */
record ContractCase(String name, Set<String> features, Body body) {

  /** What a case does. */
  @FunctionalInterface
  interface Body {
    void run(Bench bench);
  }

  ContractCase {
    features = Set.copyOf(features);
  }

  static ContractCase of(String name, TrainingPlan plan, Body body) {
    Set<String> features = features(plan.model());
    features.add(plan.loss().getClass().getSimpleName());
    features.add(plan.optimizer().getClass().getSimpleName());
    features.add(plan.clipping().getClass().getSimpleName());
    return new ContractCase(name, features, body);
  }

  private static Set<String> features(ModelSpec model) {
    Set<String> names = new TreeSet<>();
    addLayers(model.root(), names);
    return names;
  }

  private static void addLayers(LayerNode node, Set<String> names) {
    names.add(node.spec().getClass().getSimpleName());
    node.children().forEach(child -> addLayers(child, names));
  }
}
