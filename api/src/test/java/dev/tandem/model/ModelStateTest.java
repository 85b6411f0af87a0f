package dev.tandem.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.tensor.HostTensor;
import dev.tandem.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ModelStateTest {
  private static final HostTensor WEIGHT = HostTensor.zeros(Shape.of(2, 1, 3, 3));
  private static final HostTensor BIAS = HostTensor.zeros(Shape.of(2));

  private final ModelSpec model =
      ModelSpec.of("Tiny", Shape.of(1, 3, 3), Sequential.of(Conv2d.of(2, 3)));

  @Test
  void findsATensorByName() {
    ModelState state = new ModelState(Map.of("0.bias", BIAS), Map.of(), 0);

    assertThat(state.tensor("0.bias")).isSameAs(BIAS);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> state.tensor("1.bias"))
        .withMessage("no tensor named 1.bias in this state");
  }

  @Test
  void keepsTheOrderAndIsNotChangedThroughItsMaps() {
    Map<String, HostTensor> tensors = new LinkedHashMap<>();
    tensors.put("z", BIAS);
    tensors.put("a", BIAS);
    Map<String, HostTensor> slot = new LinkedHashMap<>(tensors);
    ModelState state = new ModelState(tensors, Map.of("momentum", slot), 3);
    tensors.clear();
    slot.clear();

    assertThat(state.tensors().keySet()).containsExactly("z", "a");
    assertThat(state.slots().get("momentum").keySet()).containsExactly("z", "a");
    assertThat(state.step()).isEqualTo(3);
    assertThatThrownBy(() -> state.tensors().clear())
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> state.slots().clear())
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> state.slots().get("momentum").clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void refusesANegativeStep() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ModelState(Map.of(), Map.of(), -1))
        .withMessage("step must be at least 0, got -1");
  }

  @Test
  void fitsTheModelItIsOf() {
    Map<String, HostTensor> tensors = Map.of("0.weight", WEIGHT, "0.bias", BIAS);

    new ModelState(tensors, Map.of(), 0).requireFits(model);
    new ModelState(tensors, Map.of("momentum", tensors), 9).requireFits(model);
  }

  @Test
  void saysWhichParameterIsMissing() {
    assertUnfit(
        new ModelState(Map.of("0.weight", WEIGHT), Map.of(), 0),
        "model Tiny needs 0.bias [2]: missing");
  }

  @Test
  void saysWhichTensorIsUnknown() {
    assertUnfit(
        new ModelState(Map.of("0.weight", WEIGHT, "0.bias", BIAS, "9.bias", BIAS), Map.of(), 0),
        "model Tiny has no parameter 9.bias");
  }

  @Test
  void saysWhichShapeIsWrong() {
    assertUnfit(
        new ModelState(Map.of("0.weight", BIAS, "0.bias", BIAS), Map.of(), 0),
        "model Tiny: 0.weight must have shape [2, 1, 3, 3], got [2]");
  }

  @Test
  void checksTheOptimizersArraysToo() {
    Map<String, HostTensor> tensors = Map.of("0.weight", WEIGHT, "0.bias", BIAS);

    assertUnfit(
        new ModelState(tensors, Map.of("momentum", Map.of("0.bias", WEIGHT)), 0),
        "optimizer slot momentum of Tiny: 0.bias must have shape [2], got [2, 1, 3, 3]");
    assertUnfit(
        new ModelState(tensors, Map.of("momentum", Map.of("x", BIAS)), 0),
        "optimizer slot momentum of Tiny has no parameter x");
  }

  private void assertUnfit(ModelState state, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> state.requireFits(model))
        .withMessage(message);
  }
}
