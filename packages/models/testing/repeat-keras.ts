import * as tf from '@tensorflow/tfjs';
import { createHead } from '../src/heads/create-head.ts';
import { fitNormalization } from '../src/heads/fit-normalization.ts';
import { learningRateAt } from '../src/training/learning-rate.ts';
import { AdamOptimizer } from '../src/training/optimizer.ts';
import { predict } from '../src/training/predict.ts';
import type { History } from '../src/training/training-types.ts';
import { runTraining } from './run-training.ts';
import type { TrainingGolden } from './training-golden.ts';

/** Weights after every step of an optimizer. */
export async function repeatSteps(one: TrainingGolden['optimizers'][number]): Promise<number[]> {
  const { options, shapes, start, gradients } = one;
  const names = ['kernel', 'bias'];
  const variables = shapes.map((shape, i) => tf.tidy(() => tf.variable(tf.tensor(start[i]!, shape), true, names[i])));
  const optimizer = new AdamOptimizer(variables, options);
  const actual: number[] = [];
  for (const [step, values] of gradients.entries()) {
    const tensors = values.map((value, i) => tf.tensor(value, shapes[i]!));
    optimizer.apply(tensors, learningRateAt(options.learningRate ?? 0.001, step));
    for (const variable of variables) actual.push(...(await variable.data()));
    tf.dispose(tensors);
  }
  optimizer.dispose();
  tf.dispose(variables);
  return actual;
}

/** What a repeated `fit` gives. */
export interface Repeated {
  readonly history: History;
  readonly probabilities: Float32Array;
  /** Weights of each layer that has some. */
  readonly weights: Readonly<Record<string, number[][]>>;
}

/** Repeats the 20 epochs of Keras, or the first of them, from the same start and batches, whole or in micro-batches. */
export async function repeatFit(
  fit: TrainingGolden['fits'][number],
  {
    microBatchSize,
    epochs = 20,
    runtime = 'tfjs',
  }: { microBatchSize?: number; epochs?: number; runtime?: 'tfjs' | 'onnx' } = {},
): Promise<Repeated> {
  const { units, classes, dim, y, options } = fit;
  const x = Float32Array.from(fit.x);
  const head = createHead({ inputDim: dim, classes, units, dropout: 0, normalization: fitNormalization(x, { dim }) });
  const dense = head.layers.filter((layer) => layer.getClassName() === 'Dense');
  dense.forEach((layer, i) => {
    tf.tidy(() => layer.setWeights(layer.getWeights().map((w, j) => tf.tensor(fit.start[2 * i + j]!, w.shape))));
  });
  const validation = { x: Float32Array.from(fit.validation.x), y: fit.validation.y };
  const { result } = await runTraining(head, {
    x,
    y,
    sampleShape: [dim],
    classes,
    validation,
    epochs,
    batchSize: 16,
    shuffle: false,
    runtime,
    ...(microBatchSize && { microBatchSize }),
    ...options,
  });
  const probabilities = await predict(head, validation.x, { sampleShape: [dim], batchSize: 7 });
  head.dispose();
  return { history: result.history, probabilities, weights: {} };
}

/** How batch normalization is made: as TensorFlow.js makes it, or as our backbones do. */
type Normalize = (config: { epsilon: number; momentum: number; name: string }) => tf.layers.Layer;

/** The convolutional network of tools/reference/models_training.py, out of TensorFlow.js' own layers. */
function buildNetwork(
  { start, frozen }: TrainingGolden['fineTuning'][number],
  batchNormalization: Normalize,
): tf.LayersModel {
  const { conv2d, maxPooling2d, activation, globalAveragePooling2d, dense } = tf.layers;
  const same = { padding: 'same', kernelSize: 3 } as const;
  const layers = [
    conv2d({ filters: 6, activation: 'relu', inputShape: [9, 8, 3], name: 'block1_conv', ...same }),
    batchNormalization({ epsilon: 1.001e-5, momentum: 0.9, name: 'block1_bn' }),
    maxPooling2d({ poolSize: 2, name: 'block1_pool' }),
    conv2d({ filters: 5, strides: 2, useBias: false, name: 'block2_conv', ...same }),
    batchNormalization({ epsilon: 1.001e-5, momentum: 0.9, name: 'block2_bn' }),
    activation({ activation: 'relu', name: 'block2_relu' }),
    globalAveragePooling2d({ name: 'pool' }),
    dense({ units: 3, activation: 'softmax', name: 'predictions' }),
  ];
  const model = tf.sequential({ layers });
  for (const layer of layers) {
    const values = start[layer.name];
    if (values) tf.tidy(() => layer.setWeights(layer.getWeights().map((w, i) => tf.tensor(values[i]!, w.shape))));
    layer.trainable = !frozen.includes(layer.name);
  }
  return model;
}

/** Repeats 4 epochs of Keras on a small convolutional network, frozen in part or not. */
export async function repeatFineTuning(
  fit: TrainingGolden['fineTuning'][number],
  batchNormalization: Normalize = tf.layers.batchNormalization,
): Promise<Repeated> {
  const model = buildNetwork(fit, batchNormalization);
  const x = Float32Array.from(fit.x);
  const sampleShape = [9, 8, 3];
  const { result } = await runTraining(model, {
    x,
    y: fit.y,
    sampleShape,
    classes: 3,
    epochs: 4,
    batchSize: 5,
    shuffle: false,
    batchNorm: fit.batchNorm,
    optimizer: { name: 'adam', learningRate: 0.01 },
  });
  const probabilities = await predict(model, x, { sampleShape });
  const weights: Record<string, number[][]> = {};
  for (const layer of model.layers) {
    weights[layer.name] = await Promise.all(layer.getWeights().map(async (w) => Array.from(await w.data())));
  }
  model.dispose();
  return { history: result.history, probabilities, weights };
}
