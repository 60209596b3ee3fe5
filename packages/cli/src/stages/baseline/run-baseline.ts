import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { trainLinear } from '@ser/models';
import { figureCaveats } from '../../caveats.ts';
import { type Clip, speakerGroups } from '../../corpus/clip.ts';
import { type Calibration, fitThreshold } from '../../evaluation/calibration.ts';
import { type Prediction, predictionsOf } from '../../evaluation/predictions.ts';
import { writeReportFiles } from '../../evaluation/report-files.ts';
import { digest } from '../../files/digest.ts';
import { BASELINE } from '../../models/models.ts';
import { findRecord, type ModelFolder, type RunFolder, resultFiles, writeRecord } from '../../run-folder.ts';
import { type Evaluation, writeCard } from '../evaluate/evaluate-model.ts';
import type { Problem } from '../features/compute-features.ts';
import type { PipelineContext, Prepared } from '../prepare/prepare.ts';
import { type TrainingRecord, trainingRecord } from '../train/training-record.ts';
import { type Baseline, isLong, predictRows, readBaseline, writeBaseline } from './baseline-file.ts';
import { computeFunctionals, type Functionals } from './compute-functionals.ts';
import { describeSharedSound, sameSound } from './same-sound.ts';

/** Raised when the same rows would train another model. */
const BASELINE_VERSION = 2;

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
  const describing = { folder: join(cache, 'functionals'), reporter, signal };
  const functionals = await computeFunctionals([...new Set(clips)], describing);
  await stage.end({
    items: functionals.rows.size,
    computed: functionals.computed,
    of: [...functionals.rows].map(([clip, row]) => [clip.name, digest(row.map((values) => [...values]))]),
  });
  const { problems } = functionals;
  const copies = sameSound(functionals);
  const shared = describeSharedSound(copies, prepared.parts);
  if (shared !== undefined) reporter.warn(shared);
  const record = await trainBaseline(folder, { prepared, functionals, synthetic, copies }, context);
  const caveats = figureCaveats({ synthetic, weights: [], validation: 'train-part' });
  if (!steps.evaluate) return { record, caveats, evaluation: null, problems };

  const testing = stages.start('evaluation', BASELINE);
  const { labels } = prepared;
  const baseline = await readBaseline(folder.classifier);
  const tested = clipsOf(prepared.test, functionals);
  const predictions = await predictDescribed(baseline, tested, functionals, describing);
  const title = `${BASELINE} on ${predictions.length} test files`;
  const files = await writeReportFiles(folder, { labels, predictions }, { title, caveats });
  await writeCard(BASELINE, { prepared, backbone: null, record, folder, caveats, predictions }, context.settings);
  await testing.end({ items: tested.length, computed: tested.length, of: files.scores });
  return { record, caveats, problems, evaluation: { model: BASELINE, predictions, ...files } };
}

/**
 * What a baseline says of clips that are described as wholes: one that is longer than any in its training part is described in
 * windows, as `ser predict` does.
 */
export async function predictDescribed(
  baseline: Baseline,
  clips: readonly Clip[],
  { rows }: Functionals,
  describing: Parameters<typeof computeFunctionals>[1],
): Promise<Prediction[]> {
  const long = clips.filter((clip) => isLong(baseline, secondsOf(rows.get(clip)![0]!)));
  const inWindows = long.length > 0 ? await computeFunctionals(long, { ...describing, window: baseline.window }) : null;
  return predictClips(baseline, clips, (clip) => inWindows?.rows.get(clip) ?? rows.get(clip)!);
}

/** Trains the baseline, or finds that it is trained already. */
async function trainBaseline(
  folder: ModelFolder,
  {
    prepared,
    functionals,
    synthetic,
    copies,
  }: {
    readonly prepared: Prepared;
    readonly functionals: Functionals;
    readonly synthetic: boolean;
    readonly copies: readonly (readonly string[])[];
  },
  { stages, reporter, settings }: PipelineContext,
): Promise<TrainingRecord> {
  const { labels, identity } = prepared;
  const wholeOf = (clip: Clip): Float32Array => functionals.rows.get(clip)![0]!;
  const clips = clipsOf(prepared.train, functionals);
  const watched = settings.validation === 'test' ? [] : clipsOf(prepared.validation, functionals);
  const x = clips.map(wholeOf);
  const key = digest({
    version: BASELINE_VERSION,
    classifier: CLASSIFIER,
    labels,
    rows: clips.map((clip, i) => [clip.name, clip.label, clip.speaker ?? '', digest([...x[i]!])]),
    watched: watched.map((clip) => [clip.name, clip.label, digest([...wholeOf(clip)])]),
  });
  const work = stages.start('training', BASELINE);
  const existing = await findRecord(folder.training, trainingRecord);
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
  const seconds = x.map(secondsOf).sort((a, b) => a - b);
  const untold = { labels, longest: seconds.at(-1)!, window: seconds[Math.floor(seconds.length / 2)]!, model };
  const calibration = calibrationOf(
    predictClips(untold, watched, (clip) => [wholeOf(clip)]),
    labels,
  );
  const { lowestRate } = functionals;
  const record: TrainingRecord = {
    key,
    identity,
    weights: 'none',
    engine: 'none',
    backend: 'none',
    examples: { train: clips.length, validation: watched.length },
    epochs: 0,
    bestEpoch: 0,
    seconds: (performance.now() - start) / 1000,
    fineTuning: null,
    calibration,
    lowestRate,
    ...(copies.length > 0 && { sameSound: copies }),
  };
  for (const path of [folder.training, ...resultFiles(folder)]) await rm(path, { force: true });
  await writeBaseline(folder.classifier, { ...untold, calibration, lowestRate, synthetic });
  // Last, since it vouches for the rest.
  await writeRecord(folder.training, record);
  await work.end({ items: clips.length, computed: clips.length, of: key });
  return record;
}

/** The clips of a part that could be described, each once. */
function clipsOf(part: readonly { readonly clip: Clip }[], { rows }: Functionals): Clip[] {
  return [...new Set(part.map(({ clip }) => clip))].filter((clip) => rows.has(clip));
}

/** Seconds of a recording: the last of its numbers. */
function secondsOf(row: Float32Array): number {
  return row.at(-1)!;
}

/** Predictions of clips: the mean over their rows. */
function predictClips(
  baseline: Pick<Baseline, 'labels' | 'model'>,
  clips: readonly Clip[],
  rowsOf: (clip: Clip) => readonly Float32Array[],
): Prediction[] {
  const each = clips.flatMap((clip) => rowsOf(clip).map((row) => ({ clip, row })));
  const probabilities = predictRows(
    baseline,
    each.map(({ row }) => row),
  );
  return predictionsOf(
    each.map(({ clip }) => clip),
    probabilities,
    baseline.labels,
  );
}

/** The threshold that the validation part supports; the temperature is in the model itself. */
function calibrationOf(predictions: readonly Prediction[], labels: readonly string[]): Calibration {
  return fitThreshold(
    predictions.map(({ probabilities }) => probabilities),
    predictions.map(({ actual }) => labels.indexOf(actual)),
  );
}

/** Speakers, which the folds of the calibration keep together where all are told. */
function groupsOf(clips: readonly Clip[]): { groups?: number[] } {
  const groups = speakerGroups(clips);
  return groups.some((group) => group < 0) || new Set(groups).size < 5 ? {} : { groups };
}
