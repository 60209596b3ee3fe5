import {
  balancedClassWeights,
  type CheckpointStore,
  type EpochLogs,
  recordTraining,
  type ScalarSink,
  type TrainingResult,
  type TrainOptions,
  train,
} from '@ser/models';
import type { LayersModel } from '@tensorflow/tfjs';
import { isOriginal } from '../../corpus/augmentation-plan.ts';
import type { Example } from '../../corpus/clip.ts';
import type { Settings } from '../../settings/settings.ts';

/** What a phase of a training tells and listens to. */
export interface PhaseSurroundings {
  /** Where the phase goes on after it was killed. */
  readonly checkpoint?: CheckpointStore;
  readonly signal?: AbortSignal;
  /** What `train` computes with. @default TensorFlow.js on its current back end */
  readonly runtime?: Pick<TrainOptions, 'runtime' | 'device' | 'onnxRuntime'>;
  /** Where the figures of each epoch go besides; closed at the end. */
  readonly sinks?: readonly ScalarSink[];
  /** Share of the phase that is done, from 0 to 1, and the figures of the last epoch, once there is one. */
  readonly onProgress?: (share: number, logs: EpochLogs | undefined) => void;
}

/** What decides both phases. */
export type PhaseSettings = Pick<Settings, 'monitor' | 'labelSmoothing' | 'seed'>;

/** Trains a model until it gets no better or has had its epochs; the model ends with the weights of its best epoch. */
export async function runPhase(
  model: LayersModel,
  options: Omit<TrainOptions, 'earlyStopping' | 'labelSmoothing' | 'seed' | 'checkpoint' | 'signal'>,
  { monitor, labelSmoothing, seed, patience }: PhaseSettings & { readonly patience: number },
  { checkpoint, signal, runtime, sinks = [], onProgress }: PhaseSurroundings,
): Promise<TrainingResult> {
  const epochs = train(model, {
    ...options,
    ...runtime,
    earlyStopping: { monitor, patience, restoreBestWeights: true },
    labelSmoothing,
    seed,
    ...(checkpoint && { checkpoint }),
    ...(signal && { signal }),
  });
  const training = recordTraining(epochs, ...sinks);
  let logs: EpochLogs | undefined;
  let step = await training.next();
  for (; !step.done; step = await training.next()) {
    const event = step.value;
    if (event.type === 'step') {
      onProgress?.((event.epoch + (event.step + 1) / event.stepsPerEpoch) / options.epochs, logs);
    } else if (event.type === 'epoch') {
      logs = event.logs;
      onProgress?.((event.epoch + 1) / options.epochs, logs);
    }
  }
  return step.value;
}

/** Class of each example, by its label's place in the run's classes. */
export function classesOf(examples: readonly Example[], labels: readonly string[]): number[] {
  const indices = new Map(labels.map((label, i) => [label, i]));
  return examples.map(({ clip }) => indices.get(clip.label)!);
}

/** Weights of the classes by how many files each has before augmentation; undefined where all count alike. */
export function classWeightsOf(
  { train, labels }: { readonly train: readonly Example[]; readonly labels: readonly string[] },
  { classWeights }: Pick<Settings, 'classWeights'>,
): number[] | undefined {
  if (classWeights === 'none') return undefined;
  const originals = train.filter(isOriginal);
  return balancedClassWeights(classesOf(originals, labels), labels.length);
}
