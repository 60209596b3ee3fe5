import { confidenceInterval, type Interval, type MetricName } from '@ser/metrics';
import type { Prediction } from '../../evaluation/predictions.ts';
import { type Scores, scoresOf } from '../../evaluation/scores.ts';
import { LABELS } from '../../labels.ts';

/** Below this many voices a bootstrap over voices is too narrow, and a jackknife over voices takes its place. */
export const VOICES_FOR_BOOTSTRAP = 20;
/** Below this many voices even that is a lottery: two voices that happen to score alike would leave no width at all. */
const VOICES_FOR_JACKKNIFE = 4;

/** What an interval rests on. */
export type IntervalBasis = 'bootstrap over voices' | 'jackknife over voices' | 'bootstrap over files';

/** The scores that get an interval: the name in `@ser/metrics`, and the key in {@link Scores}. */
export const INTERVAL_SCORES = {
  macroRecall: 'uar',
  accuracy: 'accuracy',
  macroF1: 'macroF1',
  weightedF1: 'weightedF1',
} as const satisfies Partial<Record<keyof Scores, MetricName>>;

/** Name of a score that has an interval. */
export type IntervalScore = keyof typeof INTERVAL_SCORES;

/** Scores of one model with 95 % limits. */
export interface ModelScores {
  readonly scores: Scores;
  readonly intervals: Readonly<Record<IntervalScore, Interval>>;
  readonly basis: IntervalBasis;
  readonly voices: number;
}

/**
 * Scores with limits that respect that files of one voice go together.
 *
 * From 20 voices on a bootstrap that draws whole voices; from 4 on a jackknife that leaves out one voice at a time, with Student's t,
 * cut to [0, 1]; below a bootstrap over files, which knows nothing of other voices.
 */
export function modelScores(predictions: readonly Prediction[], seed: number): ModelScores {
  const voices = new Set(predictions.map(({ actor }) => actor)).size;
  const basis: IntervalBasis =
    voices >= VOICES_FOR_BOOTSTRAP
      ? 'bootstrap over voices'
      : voices >= VOICES_FOR_JACKKNIFE
        ? 'jackknife over voices'
        : 'bootstrap over files';
  const interval = (metric: MetricName): Interval => {
    const { low, high } = confidenceInterval({
      yTrue: predictions.map(({ actual }) => actual),
      yPred: predictions.map(({ predicted }) => predicted),
      labels: LABELS,
      metric,
      seed,
      ...(basis !== 'bootstrap over files' && { groups: predictions.map(({ actor }) => actor) }),
      method: basis === 'jackknife over voices' ? 'jackknife' : 'bootstrap',
    });
    return { low: Math.max(0, low), high: Math.min(1, high) };
  };
  return {
    scores: scoresOf(predictions),
    intervals: {
      macroRecall: interval(INTERVAL_SCORES.macroRecall),
      accuracy: interval(INTERVAL_SCORES.accuracy),
      macroF1: interval(INTERVAL_SCORES.macroF1),
      weightedF1: interval(INTERVAL_SCORES.weightedF1),
    },
    basis,
    voices,
  };
}
