/** What every layer of a {@link Graph} has: Keras' name for it and the names of the layers that it reads. */
interface LayerBase {
  /** Keras' layer name, unique in the graph: `block1_conv1`. */
  readonly name: string;
  /** Names of the layers whose outputs this one reads, in order; empty for the input layer. */
  readonly inputs: readonly string[];
}

/** Activations that our builders use. `softmax` is over the last axis. */
export type Activation = 'linear' | 'relu' | 'softmax';

/** Where values enter, `[batch, ...shape]`. */
export interface InputLayer extends LayerBase {
  readonly type: 'input';
  /** Shape without the batch axis: `[height, width, channels]`, `[features]`, or `[-1]` for a waveform of any length. */
  readonly shape: readonly number[];
}

/** A border of zeros of the same width on all four sides. */
export interface ZeroPaddingLayer extends LayerBase {
  readonly type: 'zeroPadding2d';
  /** Width of the border in pixels. */
  readonly padding: number;
}

/** 2-D convolution with square kernel and stride; weights `kernel` `[size, size, in, filters]` and `bias` `[filters]`. */
export interface Conv2dLayer extends LayerBase {
  readonly type: 'conv2d';
  readonly filters: number;
  /** Side of the kernel in pixels. */
  readonly kernelSize: number;
  readonly strides: number;
  /** `same` is used with stride 1 only, where it means a border of `(kernelSize - 1) / 2` zeros. */
  readonly padding: 'same' | 'valid';
  readonly useBias: boolean;
  readonly activation: Activation;
}

/** Batch normalization over the channels; weights `gamma`, `beta`, `moving_mean`, `moving_variance`. */
export interface BatchNormalizationLayer extends LayerBase {
  readonly type: 'batchNormalization';
  /** Added to the variance before the square root. */
  readonly epsilon: number;
}

/** An activation as a layer of its own. */
export interface ActivationLayer extends LayerBase {
  readonly type: 'activation';
  readonly activation: Activation;
}

/** Maximum over square windows, without padding. */
export interface MaxPoolingLayer extends LayerBase {
  readonly type: 'maxPooling2d';
  /** Side of the window in pixels. */
  readonly poolSize: number;
  readonly strides: number;
}

/** Mean over square windows, without padding. */
export interface AveragePoolingLayer extends LayerBase {
  readonly type: 'averagePooling2d';
  /** Side of the window in pixels. */
  readonly poolSize: number;
  readonly strides: number;
}

/** Element-wise sum of its inputs. */
export interface AddLayer extends LayerBase {
  readonly type: 'add';
}

/** Mean or maximum over height and width: `[batch, height, width, channels]` → `[batch, channels]`. */
export interface GlobalPoolingLayer extends LayerBase {
  readonly type: 'globalPooling2d';
  readonly mode: 'avg' | 'max';
}

/** Fully connected layer; weights `kernel` `[in, units]` and `bias` `[units]`. */
export interface DenseLayer extends LayerBase {
  readonly type: 'dense';
  readonly units: number;
  readonly useBias: boolean;
  readonly activation: Activation;
}

/** `(x - mean) / max(√variance, 1e-7)` over the last axis, fitted and never trained; weights `mean` and `variance`. */
export interface NormalizationLayer extends LayerBase {
  readonly type: 'normalization';
}

/** The sum of hidden states that lie one after the other, weighted by the softmax of its weight `scores` `[layers]`. */
export interface LayerWeightsLayer extends LayerBase {
  readonly type: 'layerWeights';
  readonly layers: number;
}

/** A layer that does nothing at inference: dropout. */
export interface IdentityLayer extends LayerBase {
  readonly type: 'identity';
}

/** An attribute of an {@link OperationLayer}: a whole number, a list of them, a fraction `{ float }` or a word. */
export type OperationAttribute = number | readonly number[] | string | { readonly float: number };

/**
 * One operation of ONNX (operator set 20), for networks whose layers Keras has no name for; it reads the outputs of other
 * layers, weights and constants among them, in the operation's own order.
 */
export interface OperationLayer extends LayerBase {
  readonly type: 'operation';
  /** ONNX' name: `MatMul`. */
  readonly operation: string;
  readonly attributes?: Readonly<Record<string, OperationAttribute>>;
  /** Shape of the output without the batch axis, -1 where it depends on the length; needed where it leaves the model. */
  readonly shape?: readonly number[];
  /**
   * `int8` for a `MatMul` with a weight: the weight is stored as int8 with one scale for each column, the other factor is
   * quantized as it comes.
   * @default 'float32'
   */
  readonly precision?: 'float32' | 'int8';
}

/** A weight tensor as a value that operations read; its weights are one tensor named `value`. */
export interface WeightLayer extends LayerBase {
  readonly type: 'weight';
  /** Shape as it is stored. */
  readonly shape: readonly number[];
  /** Whether operations read the matrix `[out, in]` as `[in, out]`, as those of torch's linear layers. */
  readonly isTransposed?: boolean;
}

/** A tensor that is part of the description. */
export interface ConstantLayer extends LayerBase {
  readonly type: 'constant';
  readonly dtype: 'float32' | 'int64';
  readonly shape: readonly number[];
  readonly values: readonly number[];
}

/** One typed layer of a {@link Graph}. */
export type Layer =
  | InputLayer
  | ZeroPaddingLayer
  | Conv2dLayer
  | BatchNormalizationLayer
  | ActivationLayer
  | MaxPoolingLayer
  | AveragePoolingLayer
  | AddLayer
  | GlobalPoolingLayer
  | DenseLayer
  | NormalizationLayer
  | LayerWeightsLayer
  | IdentityLayer
  | OperationLayer
  | WeightLayer
  | ConstantLayer;

/**
 * A network as plain data: every layer with its settings, no weights, no runtime.
 *
 * It is JSON, so it can be stored, compared and hashed; the TensorFlow.js and the ONNX model are both compiled from it.
 */
export interface Graph {
  /** Model name: `vgg16`. */
  readonly name: string;
  /** All layers in the order of Keras' `model.layers`; a layer stands after those that it reads. */
  readonly layers: readonly Layer[];
  /** Names of the layers whose outputs leave the model: the features first, then the taps. */
  readonly outputs: readonly string[];
}
