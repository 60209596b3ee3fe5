import type { Layer } from '../../../graph/graph.ts';
import type { ConvolutionForm, ConvolutionSize } from './convolution-form.ts';
import type { GraphWriter, Value } from './graph-writer.ts';

/** What a rule is told of its layer. Images have their channels first, `[batch, channels, height, width]`. */
export interface RuleContext {
  readonly writer: GraphWriter;
  /** The values that the layer reads. */
  readonly from: readonly Value[];
  /** Their shapes as the description has them, without the batch: `[height, width, channels]` for an image. */
  readonly shapes: readonly (readonly number[])[];
  /** Shape of what the layer gives, the same way. */
  readonly shape: readonly number[];
  /** The layer's weights, in Keras' order and shapes: kernels of convolutions are `[height, width, in, out]`. */
  readonly weights: readonly Value[];
  /** Which of them are trained. */
  readonly trained: readonly boolean[];
  /** Which of the inputs need a gradient, because something trained lies before them. */
  readonly wanted: readonly boolean[];
  /** How a convolution is to be written. */
  readonly formOf: (convolution: ConvolutionSize) => ConvolutionForm;
  /** The mask of a dropout layer. */
  readonly mask: () => Value;
}

/** The gradients of one layer; undefined where nobody asks. */
export interface LayerGradients {
  readonly inputs: readonly (Value | undefined)[];
  /** Each writes itself when it is called, once. */
  readonly weights?: readonly ((() => Value) | undefined)[];
}

/** A layer that is written, and how to write its way back. */
export interface WrittenLayer {
  readonly output: Value;
  /** Writes the gradients of inputs, given the gradient of the output; those of weights are written when they are called. */
  readonly back: (gradient: Value) => LayerGradients;
}

/** How one type of layer is written for training. */
export type LayerRule<L extends Layer = Layer> = (layer: L, context: RuleContext) => WrittenLayer;
