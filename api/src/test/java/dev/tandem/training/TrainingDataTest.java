package dev.tandem.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tandem.data.Dataset;
import dev.tandem.tensor.Shape;
import org.junit.jupiter.api.Test;

class TrainingDataTest {
  private final Dataset whole = new ToyImages(10);
  private final Dataset test = new ToyImages(4);

  private static int[] labels(Dataset data) {
    int[] labels = new int[data.size()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = data.label(i);
    }
    return labels;
  }

  @Test
  void holdsOutTheEnd() {
    TrainingData data = TrainingData.split(whole, 3, 0, test);

    assertThat(labels(data.train())).containsExactly(0, 1, 2, 0, 1, 2, 0);
    assertThat(labels(data.validation())).containsExactly(1, 2, 0);
    assertThat(data.test()).isSameAs(test);
  }

  @Test
  void limitsTheBeginningAndStillHoldsOutTheEnd() {
    TrainingData data = TrainingData.split(whole, 2, 5, test);

    assertThat(labels(data.train())).containsExactly(0, 1, 2, 0, 1);
    assertThat(labels(data.validation())).containsExactly(2, 0);
  }

  @Test
  void mayHoldOutNothing() {
    TrainingData data = TrainingData.split(whole, 0, 0, test);

    assertThat(data.train()).isSameAs(whole);
    assertThat(data.validation()).isNull();
  }

  @Test
  void mayUseEveryExample() {
    assertThat(TrainingData.split(whole, 9, 0, test).train().size()).isEqualTo(1);
    assertThat(TrainingData.split(whole, 4, 6, test).train().size()).isEqualTo(6);
  }

  @Test
  void refusesToHoldOutEverything() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TrainingData.split(whole, 10, 0, test))
        .withMessage("the training set has 10 examples: too few to hold out 10 and train on 1");
  }

  @Test
  void refusesPartsThatOverlap() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TrainingData.split(whole, 4, 7, test))
        .withMessage("the training set has 10 examples: too few to hold out 4 and train on 7");
  }

  @Test
  void everyPartFitsTheModel() {
    Dataset odd = new ToyImages(4, Shape.of(1, 4, 1));
    String rule = "model Softmax takes [1, 2, 2] and tells 3 classes apart; the ";

    new TrainingData(whole, test, test).requireFits(SoftmaxRegression.model());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TrainingData(odd, test, test).requireFits(SoftmaxRegression.model()))
        .withMessage(rule + "training data has [1, 4, 1] and 3 classes");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TrainingData(whole, odd, test).requireFits(SoftmaxRegression.model()))
        .withMessage(rule + "validation data has [1, 4, 1] and 3 classes");
  }

  @Test
  void refusesNegativeSizes() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TrainingData.split(whole, -1, 0, test))
        .withMessage("validation size and limit must be at least 0, got -1, 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TrainingData.split(whole, 0, -1, test))
        .withMessage("validation size and limit must be at least 0, got 0, -1");
  }
}
