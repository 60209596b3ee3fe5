import type * as tf from '@tensorflow/tfjs';
import { ModelsError } from '../errors.ts';
import type { TrainOptions } from './training-types.ts';

function fail(name: string, rule: string, received: unknown): never {
  throw new ModelsError('invalid-option', `Invalid option "${name}": must be ${rule}. Received ${String(received)}.`);
}

/** Checks that the model takes the samples and gives the classes that are announced. */
export function checkModelShapes(model: tf.LayersModel, sampleShape: readonly number[], classes?: number): void {
  if (model.inputs.length !== 1 || model.outputs.length !== 1) {
    throw new ModelsError(
      'invalid-input',
      `A classifier has one input and one output. Received a model with ${model.inputs.length} and ${model.outputs.length}.`,
    );
  }
  const input = model.inputs[0]!.shape.slice(1);
  const fits = input.length === sampleShape.length && input.every((n, i) => n === null || n === sampleShape[i]);
  if (!fits) fail('sampleShape', `the model's, [${input.join(', ')}]`, `[${sampleShape.join(', ')}]`);
  const output = model.outputs[0]!.shape;
  if (output.length !== 2) {
    throw new ModelsError(
      'invalid-input',
      `A classifier gives [n, classes]. Received a model that gives rank ${output.length}.`,
    );
  }
  if (classes !== undefined && output[1] !== classes)
    fail('classes', `the width of the model's output, ${output[1]}`, classes);
}

/** Checks every option of a training that its parts do not check themselves. */
export function checkTrainOptions(options: TrainOptions, sampleCount: number): void {
  const {
    epochs,
    batchSize,
    microBatchSize,
    labelSmoothing = 0,
    mixup = 0,
    classes,
    classWeights,
    sampleWeights,
    softTargets,
  } = options;
  for (const [name, value] of Object.entries({ epochs, batchSize, microBatchSize })) {
    if (value !== undefined && !(Number.isInteger(value) && value >= 1)) fail(name, 'an integer of at least 1', value);
  }
  if (!(labelSmoothing >= 0 && labelSmoothing < 1)) fail('labelSmoothing', 'in [0, 1)', labelSmoothing);
  if (!(mixup >= 0 && Number.isFinite(mixup))) fail('mixup', 'a finite number of at least 0', mixup);
  const expected = { classWeights: [classWeights, classes], sampleWeights: [sampleWeights, sampleCount] } as const;
  for (const [name, [weights, count]] of Object.entries(expected)) {
    if (!weights) continue;
    if (weights.length !== count) fail(name, `one weight for each of ${count}`, `${weights.length} weights`);
    for (let i = 0; i < count; i++) {
      if (!(weights[i]! >= 0 && Number.isFinite(weights[i])))
        fail(name, 'finite and at least 0', `${weights[i]} at index ${i}`);
    }
  }
  if (softTargets) checkSoftTargets(softTargets, sampleCount, classes);
  const { earlyStopping, reduceOnPlateau } = options;
  const { patience: plateauPatience = 10, factor = 0.1 } = reduceOnPlateau ?? {};
  if (earlyStopping && !(earlyStopping.patience >= 1))
    fail('earlyStopping.patience', 'at least 1', earlyStopping.patience);
  if (!(plateauPatience >= 1)) fail('reduceOnPlateau.patience', 'at least 1', plateauPatience);
  if (!(factor > 0 && factor < 1)) fail('reduceOnPlateau.factor', 'in (0, 1)', factor);
  if (sampleCount === 0) throw new ModelsError('invalid-input', 'Training needs at least one sample. Received none.');
}

/** Shares of float32 may miss a sum of 1 by a little. */
const SUM_TOLERANCE = 1e-4;

function checkSoftTargets(targets: ArrayLike<number>, rows: number, classes: number): void {
  if (targets.length !== rows * classes)
    fail('softTargets', `one share for each of ${rows} samples and ${classes} classes`, `${targets.length} shares`);
  for (let row = 0; row < rows; row++) {
    let sum = 0;
    for (let i = row * classes; i < (row + 1) * classes; i++) {
      if (!(targets[i]! >= 0)) fail('softTargets', 'at least 0', `${targets[i]} at index ${i}`);
      sum += targets[i]!;
    }
    if (!(Math.abs(sum - 1) <= SUM_TOLERANCE))
      fail('softTargets', 'rows with the sum 1', `the sum ${sum} at row ${row}`);
  }
}
