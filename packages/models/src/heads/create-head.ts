import * as tf from '@tensorflow/tfjs';
import { ModelsError } from '../errors.ts';
import { checkOptions, type OptionNames } from '../input/check-options.ts';
import type { NormalizationStatistics } from './fit-normalization.ts';
import { LayerWeights } from './layer-weights.ts';
import { NormalizationLayer } from './normalization-layer.ts';
import { registerLayers } from './register-layers.ts';
import { SeededDropout } from './seeded-dropout.ts';

/** Options of {@link createHead}. */
export interface HeadOptions {
  /** Length of one embedding, ≥ 1: 512 for VGG16 and VGG19, 2,048 for ResNet V2. */
  readonly inputDim: number;
  /** Number of classes, ≥ 2. */
  readonly classes: number;
  /** Width of each hidden layer; empty for a linear classifier. @default [512, 512, 256] */
  readonly units?: readonly number[] | undefined;
  /** Share of the values dropped after each hidden layer, in [0, 1). @default 0.2 */
  readonly dropout?: number | undefined;
  /**
   * Number of hidden states that an embedding holds one after the other, from `extractEmbeddings` with `layers: 'all'`: the
   * head then begins by learning how much each counts (see `layerWeights`), and passes on their weighted sum.
   * @default 1
   */
  readonly layers?: number | undefined;
  /** Statistics of the training embeddings, from `fitNormalization`: the head then begins by normalizing with them. */
  readonly normalization?: NormalizationStatistics | undefined;
  /** Decides the initial weights and the dropout masks. @default 0 */
  readonly seed?: number | undefined;
}

const optionNames: OptionNames<HeadOptions> = {
  inputDim: true,
  classes: true,
  units: true,
  dropout: true,
  layers: true,
  normalization: true,
  seed: true,
};

/**
 * Builds the classifier that stands on embeddings: optional normalization, optional weighted sum of hidden states, hidden
 * layers with ReLU and dropout, softmax.
 *
 * Kernels start glorot-uniform and biases zero, as in Keras (`tf.layers.dense` alone would start glorot-normal). Dropout
 * draws a new mask every step, decided by the seed.
 *
 * @returns A model from `[n, inputDim]` to class probabilities `[n, classes]`.
 * @throws {ModelsError} `invalid-option` when a size is not a positive integer, `dropout` is outside [0, 1), or the
 *   normalization has another length than `inputDim`.
 */
export function createHead(options: HeadOptions): tf.LayersModel {
  checkOptions('createHead', options, optionNames);
  registerLayers();
  // Without a name it would be numbered by what the process built before, and two saved heads would differ.
  const input = tf.input({ shape: [options.inputDim], name: 'embedding' });
  return tf.model({ inputs: input, outputs: applyHead(input, options), name: 'head' });
}

/** Lays the layers of a head onto a symbolic embedding; shared by `createHead` and `createClassifier`. */
export function applyHead(input: tf.SymbolicTensor, options: HeadOptions): tf.SymbolicTensor {
  const { inputDim, classes, units = [512, 512, 256], dropout = 0.2, layers = 1, normalization, seed = 0 } = options;
  for (const [name, value] of [
    ['inputDim', inputDim],
    ['classes', classes],
    ['layers', layers],
    ...units.map((u) => ['units', u]),
  ] as const) {
    if (!Number.isInteger(value) || Number(value) < (name === 'classes' ? 2 : 1)) {
      throw new ModelsError(
        'invalid-option',
        `Invalid head option "${name}": must be an integer of at least ${name === 'classes' ? 2 : 1}. Received ${value}.`,
      );
    }
  }
  if (!(dropout >= 0 && dropout < 1)) {
    throw new ModelsError('invalid-option', `Invalid head option "dropout": must be in [0, 1). Received ${dropout}.`);
  }
  if (normalization && (normalization.mean.length !== inputDim || normalization.variance.length !== inputDim)) {
    throw new ModelsError(
      'invalid-option',
      `Invalid head option "normalization": needs ${inputDim} means and variances, one for each embedding value. Received ${normalization.mean.length} and ${normalization.variance.length}; fit it with dim = ${inputDim}.`,
    );
  }
  if (inputDim % layers !== 0) {
    throw new ModelsError(
      'invalid-option',
      `Invalid head option "layers": an embedding of ${inputDim} values does not hold ${layers} hidden states of one length.`,
    );
  }
  let x = input;
  if (normalization) {
    x = new NormalizationLayer({ name: 'normalization', statistics: normalization }).apply(x) as tf.SymbolicTensor;
  }
  if (layers > 1) x = new LayerWeights({ name: 'layer_weights', layers }).apply(x) as tf.SymbolicTensor;
  units.forEach((width, i) => {
    const kernelInitializer = tf.initializers.glorotUniform({ seed: seed * 1000 + i });
    const name = `dense_${i + 1}`;
    x = tf.layers.dense({ units: width, activation: 'relu', kernelInitializer, name }).apply(x) as tf.SymbolicTensor;
    if (dropout > 0) {
      const layer = new SeededDropout({ rate: dropout, seed: seed * 1000 + i, name: `dropout_${i + 1}` });
      x = layer.apply(x) as tf.SymbolicTensor;
    }
  });
  const kernelInitializer = tf.initializers.glorotUniform({ seed: seed * 1000 + units.length });
  const predictions = tf.layers.dense({
    units: classes,
    activation: 'softmax',
    kernelInitializer,
    name: 'predictions',
  });
  return predictions.apply(x) as tf.SymbolicTensor;
}
