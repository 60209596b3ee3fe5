import { readFileSync } from 'node:fs';
import type { OptimizerOptions } from '../src/training/check-optimizer.ts';
import type { LearningRate } from '../src/training/learning-rate.ts';
import type { EarlyStoppingOptions, ReduceOnPlateauOptions, TrainOptions } from '../src/training/training-types.ts';

/** What tools/reference/models_training.py wrote. */
export interface TrainingGolden {
  readonly versions: { readonly keras: string };
  readonly optimizers: readonly {
    readonly name: string;
    readonly options: OptimizerOptions;
    readonly shapes: number[][];
    readonly start: number[][];
    readonly gradients: number[][][];
    readonly weights: number[][][];
  }[];
  readonly schedules: readonly { readonly options: LearningRate; readonly rates: number[] }[];
  readonly normalization: {
    readonly x: number[];
    readonly dim: number;
    readonly mean: number[];
    readonly variance: number[];
    readonly normalized: number[];
  };
  readonly earlyStopping: {
    readonly series: number[];
    readonly cases: readonly {
      readonly options: EarlyStoppingOptions;
      readonly epochs: number;
      readonly bestEpoch: number;
      readonly stopped: boolean;
    }[];
  };
  readonly reduceOnPlateau: {
    readonly series: number[];
    readonly initial: number;
    readonly cases: readonly { readonly options: ReduceOnPlateauOptions; readonly rates: number[] }[];
  };
  readonly fits: readonly {
    readonly name: string;
    readonly options: Partial<TrainOptions>;
    readonly units: number[];
    readonly classes: number;
    readonly dim: number;
    readonly x: number[];
    readonly y: number[];
    readonly validation: { readonly x: number[]; readonly y: number[] };
    readonly start: number[][];
    readonly history: Record<string, number[]>;
    readonly probabilities: number[];
  }[];
  readonly fineTuning: readonly {
    readonly name: string;
    readonly frozen: string[];
    readonly batchNorm: 'inference' | 'batch';
    readonly x: number[];
    readonly y: number[];
    readonly start: Record<string, number[][]>;
    readonly history: Record<string, number[]>;
    readonly weights: Record<string, number[][]>;
    readonly probabilities: number[];
  }[];
  readonly safetensors: { readonly base64: string; readonly tensors: [string, number[], number[]][] };
  readonly eventFile: {
    readonly scalars: Record<string, number>[];
    readonly steps: number[];
    readonly wallTimes: number[];
    readonly base64: string;
  };
}

/** Keras' results for optimizers, schedules, callbacks and `fit`. */
export const golden: TrainingGolden = JSON.parse(
  readFileSync(new URL('../golden/training.json', import.meta.url), 'utf8'),
) as TrainingGolden;

/** The reference, for docs/parity.md. */
export const keras = `Keras ${golden.versions.keras}`;
