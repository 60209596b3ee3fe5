import type { Shape } from '@ser/files';
import * as v from 'valibot';
import { type Calibration, calibrationShape, UNCALIBRATED } from '../../evaluation/calibration.ts';

/** What the second phase did. */
export interface FineTuningRecord {
  /** What was trained: the key's value, such as `from:block5_conv1`. */
  readonly train: string;
  /** First epoch of the phase in the history, from 0: so many epochs the head had alone. */
  readonly firstEpoch: number;
  readonly epochs: number;
  readonly seconds: number;
}

/** What `training.json` says of a finished training. */
export interface TrainingRecord {
  /** Digest of everything that decides the result; a training is reused where it is equal. */
  readonly key: string;
  /** Digest of the settings and the split. */
  readonly identity: string;
  readonly weights: string;
  readonly engine: string;
  readonly backend: string;
  readonly examples: { readonly train: number; readonly validation: number };
  /** Epochs of all phases. */
  readonly epochs: number;
  /** Whose weights the classifier has, from 0 as in `history.json`; reports count from 1. The best of the last phase. */
  readonly bestEpoch: number;
  /** Of the process that ended the training; what one did that was killed before is not in it. */
  readonly seconds: number;
  /** How much each hidden state of a speech encoder counts, the input of its first layer first; missing for images. */
  readonly layerWeights?: readonly number[];
  /** Null where the backbone stayed frozen. */
  readonly fineTuning: FineTuningRecord | null;
  /** How its probabilities are to be taken. */
  readonly calibration: Calibration;
  /** The lowest rate of a training file, in Hz: of recordings at a lower one the model cannot tell. */
  readonly lowestRate: number;
  /** Of the baseline: names of recordings that hold the same sound in several files; missing where there are none. */
  readonly sameSound?: readonly (readonly string[])[];
}

const count = v.pipe(v.number(), v.minValue(0));
const epoch = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** `training.json` as it is read. A training of an older version knows no calibration: its probabilities are as they come. */
export const trainingRecord: Shape<TrainingRecord> = v.object({
  key: v.string(),
  identity: v.string(),
  weights: v.string(),
  engine: v.string(),
  backend: v.string(),
  examples: v.object({ train: count, validation: count }),
  epochs: epoch,
  bestEpoch: epoch,
  seconds: count,
  layerWeights: v.exactOptional(v.array(v.number())),
  fineTuning: v.nullable(v.object({ train: v.string(), firstEpoch: epoch, epochs: epoch, seconds: count })),
  calibration: v.optional(calibrationShape, UNCALIBRATED),
  lowestRate: v.optional(count, 0),
  sameSound: v.exactOptional(v.array(v.array(v.string()))),
});
