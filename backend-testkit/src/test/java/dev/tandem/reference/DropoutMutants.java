package dev.tandem.reference;

import dev.tandem.data.DropoutMask;
import dev.tandem.model.Dropout;
import dev.tandem.model.LayerNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** Faults of dropout. */
final class DropoutMutants {
  private DropoutMutants() {}

  static List<Mutant> all() {
    return List.of(
        of(
            "dropout without scaling",
            (right, layer) ->
                new ChangedForward(
                    right,
                    (y, pass) -> {
                      for (int i = 0; pass.training() && i < y.length; i++) {
                        y[i] *= 1 - layer.rate();
                      }
                    })),
        of("mask ignored", (right, layer) -> new SequentialOperator(List.of())),
        of("masks of two layers swapped", (right, layer) -> new Swapped(right)),
        of(
            "dropout active in predict",
            (right, layer) ->
                new ChangedForward(
                    right,
                    (y, pass) -> {
                      for (int i = 0; !pass.training() && i < y.length; i += 2) {
                        y[i] = 0;
                      }
                    })));
  }

  private static Mutant of(String fault, BiFunction<Operator, Dropout, Operator> change) {
    return LayerMutants.of(
        fault,
        "dropout",
        parameters ->
            new ReferenceCompiler(parameters) {
              @Override
              public Operator visit(Dropout layer, LayerNode node) {
                return change.apply(super.visit(layer, node), layer);
              }
            });
  }

  /** Gives a layer the mask of the layer on the other end, if it is of the same size. */
  private record Swapped(Operator right) implements Operator {
    @Override
    public double[] forward(double[] x, Pass pass) {
      List<String> paths = new ArrayList<>(pass.masks().keySet());
      Collections.sort(paths);
      Map<String, DropoutMask> swapped = new HashMap<>(pass.masks());
      for (int i = 0; i < paths.size(); i++) {
        DropoutMask other = pass.masks().get(paths.get(paths.size() - 1 - i));
        if (other.keep().length == pass.masks().get(paths.get(i)).keep().length) {
          swapped.put(paths.get(i), other);
        }
      }
      return right.forward(x, new Pass(pass.training(), swapped));
    }

    @Override
    public double[] backward(double[] dy) {
      return right.backward(dy);
    }
  }
}
