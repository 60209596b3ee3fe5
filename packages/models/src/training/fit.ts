import type * as tf from '@tensorflow/tfjs';
import { train } from './train.ts';
import type { TrainingEvent, TrainingResult, TrainOptions } from './training-types.ts';

/** Options of {@link fit}. */
export interface FitOptions extends TrainOptions {
  /** Called with each event of the training, in order. */
  readonly onEvent?: ((event: TrainingEvent) => void) | undefined;
}

/**
 * Trains as `train` does, and resolves to its result: for those who want one promise and no loop.
 *
 * @throws {ModelsError} what `train` throws.
 */
export async function fit(model: tf.LayersModel, options: FitOptions): Promise<TrainingResult> {
  const { onEvent, ...rest } = options ?? {};
  const training = train(model, rest as TrainOptions);
  for (;;) {
    const { value, done } = await training.next();
    if (done) return value;
    onEvent?.(value);
  }
}
