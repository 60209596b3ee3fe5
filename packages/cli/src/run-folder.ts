import { access, readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { CorpusSource } from './corpus/corpus-source.ts';
import type { Provenance } from './corpus/provenance.ts';
import { SerError } from './errors.ts';
import { writeFileAtomic } from './files/write-file.ts';
import type { ModelName } from './models/model.ts';
import type { Machine, Versions } from './run-facts.ts';
import { DEFAULTS, type Settings } from './settings/settings.ts';
import { PROGRAM_VERSION } from './version.ts';

/** Everything needed to repeat a run: it stands in `run.json`, the first file of a run folder. */
export interface RunConfiguration {
  readonly program: string;
  /** The command line after `ser`, as typed. */
  readonly command: string;
  readonly versions: Versions;
  readonly machine: Machine;
  /** Folder of the recordings, the first where there are several. */
  readonly data: string;
  /** Where the recordings lie and how they were read. */
  readonly source: CorpusSource;
  /** True where no person speaks, as in the demo corpus: the figures say nothing about people. */
  readonly synthetic: boolean;
  /** Where the recordings come from, and on what terms. */
  readonly corpus: Provenance;
  /** The classes, in order of name. */
  readonly labels: readonly string[];
  /** What `--weights` asked for; null left the choice to what the cache holds. */
  readonly weights: string | null;
  readonly engine: string;
  readonly backend: string;
  /** What the back end computes on. */
  readonly device: string;
  readonly settings: Settings;
  /** Digest of the settings and the split; a model of the run belongs to it where its own is equal. */
  readonly identity: string;
}

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

/** What an evaluation leaves in a model's folder. */
export function resultFiles({ predictions, reportText, reportJson, confusionMatrix }: ModelFolder): string[] {
  return [predictions, reportText, reportJson, confusionMatrix];
}

/** Writes `run.json`. */
export async function writeConfiguration(
  folder: RunFolder,
  configuration: Omit<RunConfiguration, 'program'>,
): Promise<void> {
  await writeJson(folder.configuration, { program: `ser ${PROGRAM_VERSION}`, ...configuration });
}

/** Reads `run.json`; says what to do where there is none. */
export async function readConfiguration(folder: RunFolder): Promise<RunConfiguration> {
  let text: string;
  try {
    text = await readFile(folder.configuration, 'utf8');
  } catch (cause) {
    throw new SerError(
      `${folder.path} is not a run folder: it holds no run.json. Make one with \`ser train --data DIR --run ${folder.path}\`.`,
      {
        cause,
      },
    );
  }
  try {
    const configuration = JSON.parse(text) as RunConfiguration;
    // A run of an older version knows fewer settings; the new ones begin as what it did.
    return { ...configuration, settings: { ...DEFAULTS, ...configuration.settings } };
  } catch (cause) {
    throw new SerError(`${folder.configuration} is damaged: ${(cause as Error).message}. Train again.`, { cause });
  }
}

/** Writes a value as indented JSON. */
export function writeJson(path: string, value: unknown): Promise<void> {
  return writeFileAtomic(path, `${JSON.stringify(value, null, 2)}\n`);
}

/** Reads a JSON file, or undefined where none stands or it is damaged. */
export async function readJson<T>(path: string): Promise<T | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as T;
  } catch {
    return undefined;
  }
}
