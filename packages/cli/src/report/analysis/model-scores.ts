import { confidenceInterval, type Interval, type MetricName } from '@ser/metrics';
import { speakerGroups, speakersOf } from '../../corpus/clip.ts';
import type { Prediction } from '../../evaluation/predictions.ts';
import { type Scores, scoresOf } from '../../evaluation/scores.ts';

/** Below this many speakers a bootstrap over speakers is too narrow, and a jackknife over speakers takes its place. */
export const SPEAKERS_FOR_BOOTSTRAP = 20;
/** Below this many speakers even that is a lottery: two speakers that happen to score alike would leave no width at all. */
const SPEAKERS_FOR_JACKKNIFE = 4;

/** What an interval rests on. */
export type IntervalBasis = 'bootstrap over speakers' | 'jackknife over speakers' | 'bootstrap over files';

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
  readonly speakers: number;
}

/**
 * Scores with limits that respect that files of one speaker go together.
 *
 * From 20 speakers on a bootstrap that draws whole speakers; from 4 on a jackknife that leaves out one speaker at a time, with Student's t,
 * cut to [0, 1]; below a bootstrap over files, which knows nothing of other speakers.
 */
export function modelScores(predictions: readonly Prediction[], labels: readonly string[], seed: number): ModelScores {
  const speakers = speakersOf(predictions).length;
  const basis: IntervalBasis =
    speakers >= SPEAKERS_FOR_BOOTSTRAP
      ? 'bootstrap over speakers'
      : speakers >= SPEAKERS_FOR_JACKKNIFE
        ? 'jackknife over speakers'
        : 'bootstrap over files';
  const interval = (metric: MetricName): Interval => {
    const { low, high } = confidenceInterval({
      yTrue: predictions.map(({ actual }) => actual),
      yPred: predictions.map(({ predicted }) => predicted),
      labels,
      metric,
      seed,
      ...(basis !== 'bootstrap over files' && { groups: speakerGroups(predictions) }),
      method: basis === 'jackknife over speakers' ? 'jackknife' : 'bootstrap',
    });
    return { low: Math.max(0, low), high: Math.min(1, high) };
  };
  return {
    scores: scoresOf(predictions, labels),
    intervals: {
      macroRecall: interval(INTERVAL_SCORES.macroRecall),
      accuracy: interval(INTERVAL_SCORES.accuracy),
      macroF1: interval(INTERVAL_SCORES.macroF1),
      weightedF1: interval(INTERVAL_SCORES.weightedF1),
    },
    basis,
    speakers,
  };
}
