import type { Backbone, FreezeOption, SampleSource, TrainingResult } from '@ser/models';
import type { LayersModel } from '@tensorflow/tfjs';
import type { Settings } from '../../settings/settings.ts';
import { type HeadShape, joinClassifier } from './join-classifier.ts';
import { type PhaseSettings, type PhaseSurroundings, runPhase } from './run-phase.ts';
import { optimizerOf } from './train-head.ts';

/** Images that are read when a step needs them, with their classes. */
export interface StreamedPart {
  readonly x: SampleSource;
  readonly y: readonly number[];
}

/** What decides a fine-tuning, besides its data and where it starts. */
export type FineTuneSettings = PhaseSettings &
  HeadShape &
  Pick<
    Settings,
    | 'optimizer'
    | 'weightDecay'
    | 'fineTuneEpochs'
    | 'fineTunePatience'
    | 'fineTuneLearningRate'
    | 'fineTuneBatchSize'
    | 'fineTuneMemoryBatch'
  >;

export interface FineTuneInput {
  readonly backbone: Backbone;
  /** The head that the first phase trained; it is copied. */
  readonly head: LayersModel;
  readonly freeze: FreezeOption;
  readonly train: StreamedPart;
  readonly validation: StreamedPart;
  readonly classWeights: readonly number[] | undefined;
  /** Share of each class in each training example, row by row, in place of `y`. @default none */
  readonly softTargets?: Float32Array | undefined;
}

/**
 * The second phase: head and backbone together, from the first layer that is not frozen on, with a fresh optimizer at a
 * lower rate. Batch normalization keeps its statistics. Images are read batch by batch; the gradients of what fits into
 * memory at once add up to one step.
 *
 * @returns One model from images to probabilities.
 */
export async function fineTune(
  { backbone, head, freeze, train, validation, classWeights, softTargets }: FineTuneInput,
  settings: FineTuneSettings,
  surroundings: PhaseSurroundings = {},
): Promise<{ model: LayersModel; result: TrainingResult }> {
  const model = joinClassifier(backbone, head, { ...settings, freeze });
  try {
    const { fineTuneEpochs, fineTunePatience, fineTuneLearningRate, fineTuneBatchSize, fineTuneMemoryBatch } = settings;
    const result = await runPhase(
      model,
      {
        ...train,
        validation,
        sampleShape: backbone.inputShape,
        classes: model.outputs[0]!.shape[1]!,
        epochs: fineTuneEpochs,
        batchSize: fineTuneBatchSize,
        microBatchSize: Math.min(fineTuneBatchSize, fineTuneMemoryBatch),
        optimizer: optimizerOf(settings, fineTuneLearningRate),
        batchNorm: 'inference',
        ...(classWeights && { classWeights }),
        ...(softTargets && { softTargets }),
      },
      { ...settings, patience: fineTunePatience },
      surroundings,
    );
    return { model, result };
  } catch (error) {
    model.dispose();
    throw error;
  }
}
