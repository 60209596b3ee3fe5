import type { OnWarning } from '../warnings.ts';
import { checkLengths } from './check-lengths.ts';
import { checkWeights } from './check-weights.ts';
import { encodeLabels } from './encode-labels.ts';
import type { Label } from './label.ts';

/** What every score of hard labels takes. */
export interface TargetOptions {
  /** True label of each item; strings, integers or booleans, one kind throughout. */
  readonly yTrue: ArrayLike<Label>;
  /** Predicted label of each item; same length and kind as `yTrue`. */
  readonly yPred: ArrayLike<Label>;
  /**
   * Weight of each item; finite.
   * @default 1 for each
   */
  readonly sampleWeight?: ArrayLike<number> | undefined;
  /**
   * Receives warnings as data.
   * @default none: warnings are dropped
   */
  readonly onWarning?: OnWarning | undefined;
}

/** Checked targets as indices into the sorted labels that occur. */
export interface Targets {
  /** Every label that occurs, sorted. */
  readonly labels: readonly Label[];
  /** Index into `labels` of each true label. */
  readonly first: Int32Array;
  /** Index into `labels` of each predicted label. */
  readonly second: Int32Array;
  /** Weight of each item, or undefined when all weigh 1. */
  readonly weights: ArrayLike<number> | undefined;
}

/** Checks lengths, labels and weights, and encodes the labels. */
export function checkTargets({ yTrue, yPred, sampleWeight, onWarning }: TargetOptions): Targets {
  checkLengths({ yTrue, yPred, sampleWeight });
  if (sampleWeight) checkWeights(sampleWeight, onWarning);
  const { labels, codes } = encodeLabels({ yTrue, yPred });
  return { labels, first: codes[0]!, second: codes[1]!, weights: sampleWeight };
}
