import { access, readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { FilesError, fitShape, openSealedJson, printable, type Shape, sealJson } from '@ser/files';
import * as v from 'valibot';
import { SerError } from './errors.ts';
import { explainSystemError, writeFileAtomic } from './files/write-file.ts';
import type { ModelName } from './models/model.ts';
import { checkConfiguration, type RunConfiguration } from './run-configuration.ts';
import { PROGRAM_VERSION } from './version.ts';

/** The files of a run folder by name; see the README. */
export interface RunFolder {
  readonly path: string;
  readonly configuration: string;
  readonly split: string;
  readonly plan: string;
  readonly leftOut: string;
  /** What every stage did, how long and with how much memory. */
  readonly stages: string;
  /** The report of `ser compare`, as one self-contained page and as Markdown. */
  readonly reportHtml: string;
  readonly reportMarkdown: string;
  /** Folder of the figures that the Markdown links to. */
  readonly figures: string;
  /** What of it a report wrote, with digests: nothing else is ever removed from it. */
  readonly figureList: string;
  readonly comparisonJson: string;
  /** Where `ser preprocess --images` draws the spectrograms. */
  readonly images: string;
  of(model: ModelName): ModelFolder;
  /** The run folder of one fold of a cross-validation, from 0. */
  fold(fold: number): RunFolder;
}

export interface ModelFolder {
  readonly path: string;
  /** Written last: a training is trusted only where it stands and its key fits. */
  readonly training: string;
  readonly history: string;
  readonly classifier: string;
  readonly predictions: string;
  /** Where the embeddings of the test files lie in the plane; missing for what has none. */
  readonly map: string;
  readonly reportText: string;
  readonly reportJson: string;
  readonly confusionMatrix: string;
  readonly learningCurves: string;
  /** Where a training that was killed goes on from. */
  readonly checkpoints: string;
  /** Scores of each fold; written last: pooled results are trusted only where it stands and its identity fits. */
  readonly folds: string;
}

/** What the folders of folds are called, before the number. */
const FOLD = 'fold-';

/** What the folder of a fold is called, wherever folds have folders. */
export function foldName(fold: number): string {
  return `${FOLD}${fold}`;
}

/** The layout of a run folder. */
export function runFolder(path: string): RunFolder {
  const root = resolve(path);
  return {
    path: root,
    configuration: join(root, 'run.json'),
    split: join(root, 'split.csv'),
    plan: join(root, 'plan.csv'),
    leftOut: join(root, 'left-out.csv'),
    stages: join(root, 'stages.json'),
    reportHtml: join(root, 'report.html'),
    reportMarkdown: join(root, 'report.md'),
    figures: join(root, 'figures'),
    figureList: join(root, 'figures.json'),
    comparisonJson: join(root, 'comparison.json'),
    images: join(root, 'images'),
    fold: (fold) => runFolder(join(root, foldName(fold))),
    of: (model) => {
      const folder = join(root, model);
      return {
        path: folder,
        training: join(folder, 'training.json'),
        history: join(folder, 'history.json'),
        classifier: join(folder, 'classifier'),
        predictions: join(folder, 'predictions.csv'),
        map: join(folder, 'map.csv'),
        reportText: join(folder, 'report.txt'),
        reportJson: join(folder, 'report.json'),
        confusionMatrix: join(folder, 'confusion-matrix.svg'),
        learningCurves: join(folder, 'learning-curves.svg'),
        checkpoints: join(folder, 'checkpoint'),
        folds: join(folder, 'folds.json'),
      };
    },
  };
}

/** The folds that a run folder holds, those of an earlier run among them. */
export async function foldFolders(folder: RunFolder): Promise<RunFolder[]> {
  const names = await readdir(folder.path);
  const folds = names.filter((name) => name.startsWith(FOLD)).map((name) => Number(name.slice(FOLD.length)));
  return folds.filter(Number.isInteger).map((fold) => folder.fold(fold));
}

/** Names of the models that a run folder holds results of, those of an earlier run among them, in order of name. */
export async function modelsIn(folder: RunFolder): Promise<string[]> {
  const entries = await readdir(folder.path, { withFileTypes: true }).catch(() => []);
  const held: string[] = [];
  for (const entry of entries) {
    if (!entry.isDirectory()) continue;
    const { training, folds, predictions } = folder.of(entry.name);
    const found = await Promise.all([training, folds, predictions].map(isThere));
    if (found.some(Boolean)) held.push(entry.name);
  }
  return held.sort();
}

function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** What a classifier's folder holds: a network, or the baseline. */
export const CLASSIFIER_FILES: readonly string[] = [
  'classifier.json',
  'model.json',
  'weights.bin',
  'README.md',
  'functionals.json',
];

/** What an evaluation leaves in a model's folder. */
export function resultFiles({ predictions, map, reportText, reportJson, confusionMatrix }: ModelFolder): string[] {
  return [predictions, map, reportText, reportJson, confusionMatrix];
}

/** Writes `run.json`. */
export async function writeConfiguration(
  folder: RunFolder,
  configuration: Omit<RunConfiguration, 'program'>,
): Promise<void> {
  await writeRecord(folder.configuration, { program: `ser ${PROGRAM_VERSION}`, ...configuration });
}

/**
 * Reads `run.json`.
 *
 * @throws {SerError} where there is none, or it is not as it was written; says what to do.
 */
export async function readConfiguration(folder: RunFolder): Promise<RunConfiguration> {
  const value = await readRecord(folder.configuration, anyRecord);
  if (value === undefined) {
    const path = printable(folder.path);
    throw new SerError(
      `${path} is not a run folder: it holds no run.json. Make one with \`ser train --data DIR --run ${path}\`.`,
    );
  }
  return checkConfiguration(value, folder.configuration);
}

/** Writes a value that a later run trusts: indented JSON with its own digest. */
export function writeRecord(path: string, value: object): Promise<void> {
  return writeFileAtomic(path, sealJson({ ...value }));
}

/** A record of any shape: that it stands is enough. */
export const anyRecord: Shape<Readonly<Record<string, unknown>>> = v.record(v.string(), v.unknown());

/**
 * Reads such a value; undefined where none stands.
 *
 * @throws {SerError} where it is not as it was written, or has another shape; says what to do.
 */
export async function readRecord<T>(path: string, shape: Shape<T>): Promise<T | undefined> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw new SerError(`Cannot read ${printable(path)}: ${explainSystemError(cause as NodeJS.ErrnoException)}`, {
      cause,
    });
  }
  const remedy = 'Bring it back as it was, or train again.';
  let value: unknown;
  try {
    value = openSealedJson(text, { path: printable(path), remedy });
  } catch (cause) {
    if (!FilesError.isInstance(cause)) throw cause;
    throw new SerError(cause.message, { cause });
  }
  const fit = fitShape(value, shape);
  if ('problem' in fit) throw new SerError(`${printable(path)} holds what no run writes, ${fit.problem}. ${remedy}`);
  return fit.value;
}

/** As {@link readRecord}, for what is made anew where it cannot be trusted: undefined then too. */
export function findRecord<T>(path: string, shape: Shape<T>): Promise<T | undefined> {
  return readRecord(path, shape).catch(() => undefined);
}

/** Writes a value as indented JSON. */
export function writeJson(path: string, value: unknown): Promise<void> {
  return writeFileAtomic(path, `${JSON.stringify(value, null, 2)}\n`);
}

/** Reads a JSON file, or undefined where none stands, it is damaged, or it has another shape. */
export async function readJson<T>(path: string, shape: Shape<T>): Promise<T | undefined> {
  try {
    const fit = fitShape(JSON.parse(await readFile(path, 'utf8')), shape);
    return 'value' in fit ? fit.value : undefined;
  } catch {
    return undefined;
  }
}
