import type * as tf from '@tensorflow/tfjs';
import { ModelsError } from '../errors.ts';
import { checkOptions, type OptionNames } from '../input/check-options.ts';
import type { OwnedFloat32 } from '../owned-arrays.ts';
import { checkModelShapes } from './check-train-options.ts';
import { computeLogits, softmaxRows } from './evaluate.ts';
import { ModelRunner } from './model-runner.ts';
import { toSampleSource } from './samples.ts';
import type { Samples } from './training-types.ts';

/** Options of {@link predict}. */
export interface PredictOptions {
  /** Shape of one sample: `[512]` for embeddings, `[224, 224, 3]` for images. */
  readonly sampleShape: readonly number[];
  /** Samples computed at once, ≥ 1. @default 32 */
  readonly batchSize?: number | undefined;
  /** Stops between two batches. */
  readonly signal?: AbortSignal | undefined;
}

const optionNames: OptionNames<PredictOptions> = { sampleShape: true, batchSize: true, signal: true };

/**
 * Class probabilities of some samples, computed batch by batch; nothing drops out.
 *
 * @param model A model that ends in a softmax.
 * @param x The samples, row-major, shape `[n, ...sampleShape]`, or a source that reads them.
 * @returns Probabilities, row-major, shape `[n, classes]`.
 * @throws {ModelsError} `invalid-input` when `x` is not a whole number of samples holds a value that is not finite,
 * or the model has no softmax.
 */
export async function predict(model: tf.LayersModel, x: Samples, options: PredictOptions): Promise<OwnedFloat32> {
  checkOptions('predict', options, optionNames);
  const { sampleShape, batchSize = 32, signal } = options;
  if (!Number.isInteger(batchSize) || batchSize < 1) {
    throw new ModelsError(
      'invalid-option',
      `Invalid option "batchSize": must be an integer of at least 1. Received ${batchSize}.`,
    );
  }
  checkModelShapes(model, sampleShape);
  const classes = model.outputs[0]!.shape[1]!;
  const source = toSampleSource(x, sampleShape);
  const logits = await computeLogits(new ModelRunner(model), source, {
    sampleShape,
    batchSize,
    classes,
    ...(signal && { signal }),
  });
  return softmaxRows(logits, classes);
}
