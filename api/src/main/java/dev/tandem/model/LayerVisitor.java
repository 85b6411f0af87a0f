package dev.tandem.model;

import org.jspecify.annotations.Nullable;

/**
 * One method for each kind of layer. There is no default on purpose: a new layer must not compile
 * until every backend handles it.
 *
 * @param <R> what a visit returns
 */
public interface LayerVisitor<R extends @Nullable Object> {
  R visit(Conv2d layer, LayerNode node);

  R visit(Dense layer, LayerNode node);

  R visit(BatchNorm2d layer, LayerNode node);

  R visit(LayerNorm layer, LayerNode node);

  R visit(ReLU layer, LayerNode node);

  R visit(LeakyReLU layer, LayerNode node);

  R visit(GELU layer, LayerNode node);

  R visit(SiLU layer, LayerNode node);

  R visit(Sigmoid layer, LayerNode node);

  R visit(Tanh layer, LayerNode node);

  R visit(Dropout layer, LayerNode node);

  R visit(MaxPool2d layer, LayerNode node);

  R visit(AvgPool2d layer, LayerNode node);

  R visit(AdaptiveAvgPool2d layer, LayerNode node);

  R visit(Flatten layer, LayerNode node);

  R visit(Softmax layer, LayerNode node);

  R visit(LogSoftmax layer, LayerNode node);

  R visit(Residual layer, LayerNode node);

  R visit(Sequential layer, LayerNode node);
}
