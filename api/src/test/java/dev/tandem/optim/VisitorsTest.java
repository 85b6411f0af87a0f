package dev.tandem.optim;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every kind calls its own method of its visitor, and hands itself over. */
class VisitorsTest {

  @SuppressWarnings("unchecked")
  private static <V> V recording(Class<? super V> visitor) {
    return (V)
        Proxy.newProxyInstance(
            visitor.getClassLoader(),
            new Class<?>[] {visitor},
            (proxy, method, args) -> List.of(method.getParameterTypes()[0], args[0]));
  }

  @Test
  void losses() {
    LossVisitor<List<Object>> visitor = recording(LossVisitor.class);
    List<LossSpec> losses =
        List.of(new NegativeLogLikelihood(), CrossEntropy.of(), new MeanSquaredError());

    assertThat(losses).allSatisfy(loss -> assertVisited(loss.accept(visitor), loss));
    assertThat(losses)
        .extracting(Object::getClass)
        .containsExactlyInAnyOrder(LossSpec.class.getPermittedSubclasses());
  }

  @Test
  void optimizers() {
    OptimizerVisitor<List<Object>> visitor = recording(OptimizerVisitor.class);
    List<OptimizerSpec> optimizers = List.of(Sgd.of(0), Adam.of(), AdamW.of(0));

    assertThat(optimizers).allSatisfy(it -> assertVisited(it.accept(visitor), it));
    assertThat(optimizers)
        .extracting(Object::getClass)
        .containsExactlyInAnyOrder(OptimizerSpec.class.getPermittedSubclasses());
  }

  @Test
  void clippings() {
    ClippingVisitor<List<Object>> visitor = recording(ClippingVisitor.class);
    List<GradientClipping> clippings =
        List.of(
            new GradientClipping.None(),
            new GradientClipping.ByValue(1),
            new GradientClipping.ByGlobalNorm(1));

    assertThat(clippings).allSatisfy(it -> assertVisited(it.accept(visitor), it));
    assertThat(clippings)
        .extracting(Object::getClass)
        .containsExactlyInAnyOrder(GradientClipping.class.getPermittedSubclasses());
  }

  private static void assertVisited(List<Object> call, Object visited) {
    assertThat(call).containsExactly(visited.getClass(), visited);
  }
}
