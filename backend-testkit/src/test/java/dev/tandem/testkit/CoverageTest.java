package dev.tandem.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.model.LayerSpec;
import dev.tandem.optim.GradientClipping;
import dev.tandem.optim.LossSpec;
import dev.tandem.optim.OptimizerSpec;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A new kind of layer, loss, optimizer or clipping cannot be forgotten. */
class CoverageTest {
  private static final Map<String, List<ContractCase>> CONTRACTS = Contracts.all(1, 2);

  private static void assertCovered(String contract, Class<?> sealedType) {
    Set<String> features = new HashSet<>();
    for (ContractCase contractCase : CONTRACTS.get(contract)) {
      features.addAll(contractCase.features());
    }
    assertThat(features)
        .as("contract %s, every kind of %s", contract, sealedType.getSimpleName())
        .containsAll(
            Arrays.stream(sealedType.getPermittedSubclasses()).map(Class::getSimpleName).toList());
  }

  @Test
  void everyLossAndOptimizerHasACase() {
    assertCovered("gradient", LossSpec.class);
    assertCovered("optimizer", OptimizerSpec.class);
  }

  @Test
  void everyClippingHasACase() {
    Set<String> features = new HashSet<>();
    CONTRACTS.values().forEach(cases -> cases.forEach(c -> features.addAll(c.features())));
    assertThat(features)
        .containsAll(
            Arrays.stream(GradientClipping.class.getPermittedSubclasses())
                .map(Class::getSimpleName)
                .toList());
  }

  /** As the layer itself, not only inside or around another one. */
  @Test
  void everyLayerHasACaseOfItsOwn() {
    Set<Class<?>> layers = new HashSet<>();
    LayerCases.all().forEach(layerCase -> layers.add(layerCase.layer().getClass()));
    assertThat(layers).containsExactlyInAnyOrder(LayerSpec.class.getPermittedSubclasses());
    assertCovered("layer", LayerSpec.class);
    assertCovered("gradient", LayerSpec.class);
  }

  @Test
  void everyNameIsUniqueWithinItsContract() {
    CONTRACTS.forEach(
        (contract, cases) ->
            assertThat(cases).as(contract).extracting(ContractCase::name).doesNotHaveDuplicates());
  }

  @Test
  void anotherSeedGivesOtherRandomShapes() {
    assertThat(RandomLayers.of(2)).isNotEqualTo(RandomLayers.of(1));
    assertThat(RandomLayers.of(1)).isEqualTo(RandomLayers.of(1));
  }
}
