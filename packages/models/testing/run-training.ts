import type * as tf from '@tensorflow/tfjs';
import { train } from '../src/training/train.ts';
import type { TrainingEvent, TrainingResult, TrainOptions } from '../src/training/training-types.ts';

/** Trains to the end and keeps everything that was reported. */
export async function runTraining(
  model: tf.LayersModel,
  options: TrainOptions,
): Promise<{ events: TrainingEvent[]; result: TrainingResult }> {
  const events: TrainingEvent[] = [];
  const training = train(model, options);
  let next = await training.next();
  for (; !next.done; next = await training.next()) events.push(next.value);
  return { events, result: next.value };
}
