import { createHead, fitNormalization, type OptimizerOptions, type TrainingResult } from '@ser/models';
import type { LayersModel } from '@tensorflow/tfjs';
import type { Settings } from '../../settings/settings.ts';
import { type PhaseSettings, type PhaseSurroundings, runPhase } from './run-phase.ts';

/** Embeddings with their classes. */
export interface EmbeddedPart {
  /** [n, dim], row by row. */
  readonly x: Float32Array;
  readonly y: readonly number[];
}

/** What decides a head, besides its data. */
export type HeadSettings = PhaseSettings &
  Pick<
    Settings,
    | 'headUnits'
    | 'dropout'
    | 'epochs'
    | 'batchSize'
    | 'optimizer'
    | 'weightDecay'
    | 'learningRateScale'
    | 'patience'
    | 'plateauPatience'
    | 'plateauFactor'
    | 'plateauMinimum'
    | 'mixup'
  >;

export interface TrainHeadInput {
  readonly train: EmbeddedPart;
  readonly validation: EmbeddedPart;
  /** Numbers an embedding. */
  readonly dim: number;
  readonly classes: number;
  /** Hidden states that an embedding holds one after the other; the head learns how much each counts. @default 1 */
  readonly layers?: number | undefined;
  /** The model's published learning rate; the settings scale it. */
  readonly learningRate: number;
  readonly classWeights: readonly number[] | undefined;
  /** Share of each class in each training example, row by row, in place of `y`. @default none */
  readonly softTargets?: Float32Array | undefined;
}

/** Trains a head on the embeddings of a frozen backbone; it begins with a normalization fitted on the training part. */
export async function trainHead(
  { train, validation, dim, classes, layers, learningRate, classWeights, softTargets }: TrainHeadInput,
  settings: HeadSettings,
  surroundings: PhaseSurroundings = {},
): Promise<{ head: LayersModel; result: TrainingResult }> {
  const { headUnits, dropout, seed, epochs, batchSize, mixup, plateauPatience } = settings;
  const normalization = fitNormalization(train.x, { dim });
  const head = createHead({ inputDim: dim, layers, classes, units: headUnits, dropout, normalization, seed });
  try {
    const result = await runPhase(
      head,
      {
        ...train,
        validation,
        sampleShape: [dim],
        classes,
        epochs,
        batchSize,
        mixup,
        optimizer: optimizerOf(settings, learningRate * settings.learningRateScale),
        ...(classWeights && { classWeights }),
        ...(softTargets && { softTargets }),
        ...(plateauPatience !== null && {
          reduceOnPlateau: {
            patience: plateauPatience,
            factor: settings.plateauFactor,
            minLearningRate: settings.plateauMinimum,
          },
        }),
      },
      settings,
      surroundings,
    );
    return { head, result };
  } catch (error) {
    head.dispose();
    throw error;
  }
}

/** The optimizer of either phase. */
export function optimizerOf(
  { optimizer, weightDecay }: Pick<Settings, 'optimizer' | 'weightDecay'>,
  learningRate: number,
): OptimizerOptions {
  return { name: optimizer, learningRate, ...(optimizer === 'adamw' && { weightDecay }) };
}
