import type * as tf from '@tensorflow/tfjs';
import { checkOptions, type OptionNames } from '../input/check-options.ts';
import { train, trainOptionNames } from './train.ts';
import type { TrainingEvent, TrainingResult, TrainOptions } from './training-types.ts';

/** Options of {@link fit}. */
export interface FitOptions extends Omit<TrainOptions, 'onWarning'> {
  /** Called with each event of the training, in order. */
  readonly onEvent?: ((event: TrainingEvent) => void) | undefined;
}

// What `train` tells who does not iterate cannot happen here.
const { onWarning: _, ...shared } = trainOptionNames;
const optionNames: OptionNames<FitOptions> = { ...shared, onEvent: true };

/**
 * Trains as `train` does, and resolves to its result: for those who want one promise and no loop.
 *
 * @throws {ModelsError} what `train` throws.
 */
export async function fit(model: tf.LayersModel, options: FitOptions): Promise<TrainingResult> {
  checkOptions('fit', options, optionNames);
  const { onEvent, ...rest } = options;
  const training = train(model, rest);
  for (;;) {
    const { value, done } = await training.next();
    if (done) return value;
    onEvent?.(value);
  }
}
