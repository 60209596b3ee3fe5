import type { PublishedComparison } from '@ser/metrics/speech';
import type { KnownSpeakers } from '../corpus/known-speakers.ts';
import type { ModelName } from '../models/model.ts';
import { type Calibration, calibrationOf } from './analysis/calibration.ts';
import { caveatsOf } from './analysis/caveats.ts';
import { type Breakdown, breakdowns, type GroupScore, speakerScores } from './analysis/group-scores.ts';
import { knownSpeakersOfRun } from './analysis/known-speakers-of-run.ts';
import { type LeakCheck, leakCheck } from './analysis/leak-check.ts';
import { type ModelScores, modelScores } from './analysis/model-scores.ts';
import { type Difference, modelTests } from './analysis/model-tests.ts';
import { publishedFigures, whyNotAlike } from './analysis/published-figures.ts';
import { type Mistake, worstMistakes } from './analysis/worst-mistakes.ts';
import type { ModelData, RunData } from './run-data.ts';

/** How many of the worst mistakes are shown. */
export const MISTAKES_SHOWN = 10;

/** All figures of one model. */
export interface ModelReport extends ModelScores {
  readonly model: ModelName;
  readonly data: ModelData;
  /** Null where nothing was published on the corpus. */
  readonly published: PublishedComparison | null;
  /** Why it cannot be set against the published run; empty for a like-for-like one. */
  readonly notAlike: readonly string[];
  readonly bySpeaker: readonly GroupScore[];
  readonly breakdowns: readonly Breakdown[];
  readonly calibration: Calibration;
}

/** Every figure that the report shows, as plain data; {@link analyseRun} makes it, the sections put it into words. */
export interface Report {
  readonly run: RunData;
  readonly caveats: readonly string[];
  /** Are the test part's speakers in the training part? */
  readonly knownSpeakers: KnownSpeakers;
  readonly models: readonly ModelReport[];
  readonly differences: readonly Difference[];
  readonly mistakes: readonly Mistake[];
  /** Null where the split was not recorded. */
  readonly leaks: LeakCheck | null;
}

/** Run folder → figures. The same folder gives the same figures: resamples are drawn from the run's own seed. */
export function analyseRun(run: RunData): Report {
  const { synthetic, corpus, settings } = run.configuration;
  const { labels } = run;
  const knownSpeakers = knownSpeakersOfRun(run);
  return {
    run,
    caveats: caveatsOf(run, knownSpeakers),
    knownSpeakers,
    models: run.models.map((data) => ({
      model: data.model,
      data,
      ...modelScores(data.predictions, labels, settings.seed),
      published: publishedFigures(data.model, data.predictions, { corpus, labels }),
      notAlike: whyNotAlike(data.model, data.predictions, {
        synthetic,
        weights: data.weights,
        settings,
        knownSpeakers,
      }),
      bySpeaker: speakerScores(data.predictions, labels),
      breakdowns: breakdowns(data.predictions, labels, run.split ?? []),
      calibration: calibrationOf(data.predictions, labels),
    })),
    differences: modelTests(run.models, labels, settings.seed),
    mistakes: worstMistakes(run.models, labels, MISTAKES_SHOWN),
    leaks:
      run.split &&
      leakCheck(run.split, { corpus: corpus.name, sameSound: run.models.flatMap((model) => model.sameSound ?? []) }),
  };
}
