package dev.tandem.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.tensor.Shape;
import java.lang.reflect.Proxy;
import java.util.List;
import org.junit.jupiter.api.Test;

class LayerVisitorTest {
  private static final List<LayerSpec> LAYERS =
      List.of(
          Conv2d.of(1, 1),
          Dense.of(1),
          BatchNorm2d.of(),
          LayerNorm.of(),
          new ReLU(),
          LeakyReLU.of(),
          new GELU(),
          new SiLU(),
          new Sigmoid(),
          new Tanh(),
          new Dropout(0),
          MaxPool2d.of(1),
          AvgPool2d.of(1),
          AdaptiveAvgPool2d.global(),
          new Flatten(),
          new Softmax(),
          new LogSoftmax(),
          Residual.of(),
          Sequential.of());

  /** Returns what the visitor's method was called with: the parameter's type and both arguments. */
  @SuppressWarnings("unchecked")
  private static LayerVisitor<List<Object>> recording() {
    return (LayerVisitor<List<Object>>)
        Proxy.newProxyInstance(
            LayerVisitor.class.getClassLoader(),
            new Class<?>[] {LayerVisitor.class},
            (proxy, method, args) -> List.of(method.getParameterTypes()[0], args[0], args[1]));
  }

  @Test
  void everyKindCallsItsOwnMethod() {
    for (LayerSpec layer : LAYERS) {
      LayerNode node = new LayerNode("a", layer, Shape.of(1), Shape.of(1), List.of(), List.of());

      assertThat(node.accept(recording())).containsExactly(layer.getClass(), layer, node);
    }
  }

  @Test
  void noKindIsForgotten() {
    assertThat(LAYERS)
        .extracting(Object::getClass)
        .containsExactlyInAnyOrder(LayerSpec.class.getPermittedSubclasses());
  }
}
