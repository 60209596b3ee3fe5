import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { trainLinear } from '@ser/models';
import { figureCaveats } from '../../caveats.ts';
import { type Clip, speakerGroups } from '../../corpus/clip.ts';
import { UNCALIBRATED } from '../../evaluation/calibration.ts';
import { predictionsOf } from '../../evaluation/predictions.ts';
import { writeReportFiles } from '../../evaluation/report-files.ts';
import { digest } from '../../files/digest.ts';
import { BASELINE } from '../../models/models.ts';
import { findRecord, type ModelFolder, type RunFolder, resultFiles, writeRecord } from '../../run-folder.ts';
import type { Evaluation } from '../evaluate/evaluate-model.ts';
import type { Problem } from '../features/compute-features.ts';
import type { PipelineContext, Prepared } from '../prepare/prepare.ts';
import type { TrainingRecord } from '../train/train-model.ts';
import { predictRows, readBaseline, writeBaseline } from './baseline-file.ts';
import { computeFunctionals, type Functionals } from './compute-functionals.ts';

/** Raised when the same rows would train another model. */
const BASELINE_VERSION = 1;

/**
 * The classifier, without settings so that the baseline means the same in every run: of several linear and Gaussian ones it
 * was the best in cross-validation over the training and validation speakers of the demo corpus.
 */
const CLASSIFIER = { kind: 'svm', kernel: 'linear', C: 0.03, classWeight: 'balanced', standardize: true } as const;

/** What a baseline is trained and tested on. */
export interface BaselineSplit {
  readonly context: PipelineContext;
  readonly prepared: Prepared;
  readonly folder: RunFolder;
  readonly synthetic: boolean;
}

/** What came out of it; nothing is evaluated where only a training was asked for. */
export interface BaselineOutcome {
  readonly record: TrainingRecord;
  readonly caveats: readonly string[];
  readonly evaluation: Evaluation | null;
  /** Files that could not be described, and why. */
  readonly problems: readonly Problem[];
}

/**
 * Trains and tests the baseline `functionals` on one split: voice statistics of whole recordings, without augmentation, and
 * a support vector machine. What a network adds is what it scores beyond this.
 */
export async function runBaseline(
  { context, prepared, folder: run, synthetic }: BaselineSplit,
  steps: { readonly train: boolean; readonly evaluate: boolean },
): Promise<BaselineOutcome> {
  const { stages, cache, reporter, signal } = context;
  const folder = run.of(BASELINE);
  const clips = [...prepared.train, ...prepared.validation, ...prepared.test].map(({ clip }) => clip);
  const stage = stages.start('embeddings', BASELINE);
  const functionals = await computeFunctionals([...new Set(clips)], {
    folder: join(cache, 'functionals'),
    reporter,
    signal,
  });
  await stage.end({
    items: functionals.rows.size,
    computed: functionals.computed,
    of: [...functionals.rows].map(([clip, row]) => [clip.name, digest([...row])]),
  });
  const { problems } = functionals;
  const record = await trainBaseline(folder, prepared, functionals, context);
  const caveats = figureCaveats({ synthetic, weights: [], validation: 'train-part' });
  if (!steps.evaluate) return { record, caveats, evaluation: null, problems };

  const testing = stages.start('evaluation', BASELINE);
  const { labels } = prepared;
  const tested = [...new Set(prepared.test.map(({ clip }) => clip))].filter((clip) => functionals.rows.has(clip));
  const probabilities = predictRows(
    await readBaseline(folder),
    tested.map((clip) => functionals.rows.get(clip)!),
  );
  const predictions = predictionsOf(tested, probabilities, labels);
  const title = `${BASELINE} on ${predictions.length} test files`;
  const files = await writeReportFiles(folder, { labels, predictions }, { title, caveats });
  await testing.end({ items: tested.length, computed: tested.length, of: files.scores });
  return { record, caveats, problems, evaluation: { model: BASELINE, predictions, ...files } };
}

/** Trains the baseline, or finds that it is trained already. */
async function trainBaseline(
  folder: ModelFolder,
  prepared: Prepared,
  { rows }: Functionals,
  { stages, reporter }: PipelineContext,
): Promise<TrainingRecord> {
  const { labels, identity } = prepared;
  const clips = [...new Set(prepared.train.map(({ clip }) => clip))].filter((clip) => rows.has(clip));
  const x = clips.map((clip) => rows.get(clip)!);
  const key = digest({
    version: BASELINE_VERSION,
    classifier: CLASSIFIER,
    labels,
    rows: clips.map((clip, i) => [clip.name, clip.label, clip.speaker ?? '', digest([...x[i]!])]),
  });
  const work = stages.start('training', BASELINE);
  const existing = await findRecord<TrainingRecord>(folder.training);
  if (existing?.key === key && existing.identity === identity) {
    reporter.note(`${BASELINE} is trained already, with the same data: reused from ${folder.path}`);
    await work.end({ items: clips.length, computed: 0, of: key });
    return existing;
  }
  const start = performance.now();
  const model = trainLinear(
    x,
    clips.map((clip) => labels.indexOf(clip.label)),
    { ...CLASSIFIER, classes: labels.length, ...groupsOf(clips) },
  );
  const record: TrainingRecord = {
    key,
    identity,
    weights: 'none',
    engine: 'none',
    backend: 'none',
    examples: { train: clips.length, validation: 0 },
    epochs: 0,
    bestEpoch: 0,
    seconds: (performance.now() - start) / 1000,
    fineTuning: null,
    // The temperature is in the model itself.
    calibration: UNCALIBRATED,
    lowestRate: 0,
  };
  for (const path of [folder.training, ...resultFiles(folder)]) await rm(path, { force: true });
  await writeBaseline(folder, { labels, longest: longestOf(x), model });
  // Last, since it vouches for the rest.
  await writeRecord(folder.training, record);
  await work.end({ items: clips.length, computed: clips.length, of: key });
  return record;
}

/** Seconds of the longest recording: the last of its numbers. */
function longestOf(rows: readonly Float32Array[]): number {
  return rows.reduce((most, row) => Math.max(most, row.at(-1)!), 0);
}

/** Speakers, which the folds of the calibration keep together where all are told. */
function groupsOf(clips: readonly Clip[]): { groups?: number[] } {
  const groups = speakerGroups(clips);
  return groups.some((group) => group < 0) || new Set(groups).size < 5 ? {} : { groups };
}
