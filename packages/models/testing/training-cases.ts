import * as tf from '@tensorflow/tfjs';
import { expect } from 'vitest';
import { expectParity } from '../../../tools/parity/expect-parity.ts';
import { createHead } from '../src/head/create-head.ts';
import { fitNormalization } from '../src/head/fit-normalization.ts';
import { learningRateAt } from '../src/training/learning-rate.ts';
import { AdamOptimizer } from '../src/training/optimizer.ts';
import { predict } from '../src/training/predict.ts';
import { runTraining } from './run-training.ts';
import { type golden, keras } from './training-golden.ts';

/** Holds the weights after every step of an optimizer against Keras'. */
export function checkOptimizer(optimizerCase: (typeof golden.optimizers)[number], path: string): void {
  const { name, options, shapes, start, gradients, weights } = optimizerCase;
  const names = ['kernel', 'bias'];
  const variables = shapes.map((shape, i) => tf.tidy(() => tf.variable(tf.tensor(start[i]!, shape), true, names[i])));
  const optimizer = new AdamOptimizer(variables, options);
  const actual: number[] = [];
  for (const [step, values] of gradients.entries()) {
    const tensors = values.map((value, i) => tf.tensor(value, shapes[i]!));
    optimizer.apply(tensors, learningRateAt(options.learningRate ?? 0.001, step));
    for (const variable of variables) actual.push(...variable.dataSync());
    tf.dispose(tensors);
  }
  optimizer.dispose();
  tf.dispose(variables);
  expectParity(actual, weights.flat(2), {
    package: 'models',
    name: `train: ${name}`,
    reference: `${keras} optimizers`,
    path,
    measure: 'absolute',
    tolerance: 1e-6,
  });
}

/** Repeats 20 epochs of Keras from the same start and batches, whole or in micro-batches. */
export async function checkFit(
  fit: (typeof golden.fits)[number],
  path: string,
  microBatchSize?: number,
): Promise<void> {
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
    epochs: 20,
    batchSize: 16,
    shuffle: false,
    ...(microBatchSize && { microBatchSize }),
    ...options,
  });
  const probabilities = await predict(head, validation.x, { sampleShape: [dim], batchSize: 7 });
  head.dispose();
  const claim = {
    package: 'models',
    reference: `${keras} Model.fit`,
    path,
    measure: 'absolute',
    tolerance: 1e-4,
  } as const;
  const name = `${fit.name}${microBatchSize ? ', micro-batches' : ''}`;
  for (const figure of ['loss', 'val_loss'] as const) {
    expectParity(result.history[figure]!, fit.history[figure]!, { ...claim, name: `train: ${figure}, ${name}` });
  }
  for (const figure of ['accuracy', 'val_accuracy'] as const) {
    expect(result.history[figure]!.map((v) => v.toFixed(5))).toEqual(fit.history[figure]!.map((v) => v.toFixed(5)));
  }
  expectParity(probabilities, fit.probabilities, { ...claim, name: `train: probabilities, ${name}` });
}

/** The convolutional network of tools/reference/models_training.py, out of TensorFlow.js' own layers. */
function buildNetwork({ start, frozen }: (typeof golden.fineTuning)[number]): tf.LayersModel {
  const { conv2d, batchNormalization, maxPooling2d, activation, globalAveragePooling2d, dense } = tf.layers;
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
export async function checkFineTuning(fit: (typeof golden.fineTuning)[number], path: string): Promise<void> {
  const model = buildNetwork(fit);
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
  const claim = { package: 'models', reference: `${keras} Model.fit`, path, measure: 'absolute' } as const;
  const name = `train: fine-tuning ${fit.name}`;
  expectParity(result.history.loss!, fit.history.loss!, { ...claim, name: `${name}, loss`, tolerance: 1e-4 });
  const probabilities = await predict(model, x, { sampleShape });
  expectParity(probabilities, fit.probabilities, { ...claim, name: `${name}, probabilities`, tolerance: 1e-4 });
  for (const layer of model.layers) {
    layer.getWeights().forEach((weight, i) => {
      const values = weight.dataSync<'float32'>();
      const claimed = { ...claim, name: `${name}, weights`, tolerance: 1e-3 };
      expectParity(values, fit.weights[layer.name]![i]!, claimed);
      if (fit.frozen.includes(layer.name)) {
        expect(Array.from(values)).toEqual(fit.start[layer.name]![i]!.map(Math.fround));
      }
    });
  }
  model.dispose();
}
