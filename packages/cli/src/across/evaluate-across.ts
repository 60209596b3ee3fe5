import { join, resolve } from 'node:path';
import { figureCaveats } from '../caveats.ts';
import { type Clip, labelsOfClips, speakersOf } from '../corpus/clip.ts';
import type { CorpusSource } from '../corpus/corpus-source.ts';
import { isOneCorpus, takeOf } from '../corpus/join-corpora.ts';
import { type CorpusContents, readCorpus, uniqueNames } from '../corpus/read-corpus.ts';
import { isLeftOut } from '../engines/backends.ts';
import type { OpenEngine } from '../engines/engine.ts';
import { SerError } from '../errors.ts';
import { writeReportFiles } from '../evaluation/report-files.ts';
import type { Model } from '../models/model.ts';
import { BASELINE } from '../models/models.ts';
import { isTrained, placesOf, trainedModels } from '../models/trained-models.ts';
import { modelScores } from '../report/analysis/model-scores.ts';
import { readRun } from '../report/read-run.ts';
import type { ModelData } from '../report/run-data.ts';
import type { RunConfiguration } from '../run-configuration.ts';
import { type RunFolder, readConfiguration, runFolder } from '../run-folder.ts';
import type { Problem } from '../stages/features/compute-features.ts';
import { uniqueProblems } from '../stages/open-splits.ts';
import type { Reporter } from '../terminal/reporter.ts';
import { among, type Cell, scoresAmong } from './cell.ts';
import { type CommonLabels, commonLabels } from './common-labels.ts';
import { predictClips } from './predict-clips.ts';
import { sharedClips } from './shared-clips.ts';

/** What {@link evaluateAcross} is asked for. */
export interface AcrossOptions {
  readonly runs: readonly string[];
  /** Folders of the corpora to test on, each by itself. */
  readonly source: CorpusSource;
  /** The networks to test; undefined for all that a run has. The baseline goes along. */
  readonly models: readonly Model[] | undefined;
  /** Folder for the results. */
  readonly out: string;
  readonly engine: OpenEngine;
  readonly cache: string;
  readonly reporter: Reporter;
  readonly signal: AbortSignal;
}

/** A run whose models are tested. */
export interface TestedRun {
  readonly name: string;
  readonly folder: RunFolder;
  readonly configuration: RunConfiguration;
  readonly places: readonly RunFolder[];
  readonly models: readonly (Model | null)[];
  /** What it predicted on its own test part. */
  readonly own: readonly ModelData[];
  /** The recordings that it was made from; null where they are gone. */
  readonly clips: readonly Clip[] | null;
}

/** A corpus to test on. */
export interface TestedCorpus {
  readonly name: string;
  readonly dir: string;
  readonly contents: CorpusContents;
}

/** What came out of it. */
export interface Across {
  readonly runs: readonly TestedRun[];
  readonly corpora: readonly TestedCorpus[];
  readonly cells: readonly Cell[];
  readonly problems: readonly Problem[];
}

/**
 * Tests the models of runs on other corpora, every run on every corpus, among the labels that both have. On the corpus that a run
 * was made from, the figures are those of its own test part.
 *
 * @throws {SerError} before any work where a run has no model, a run and a corpus have too few labels in common, or all that is
 * asked for are own test parts that were never evaluated.
 */
export async function evaluateAcross(options: AcrossOptions): Promise<Across> {
  const { source, out, reporter, signal } = options;
  const corpora = await readCorpora(source, reporter, signal);
  const runs = await openRuns(options);
  const pairs = runs.flatMap((run) =>
    corpora.map((corpus) => ({
      run,
      corpus,
      common: isOwnCorpus(run, corpus) ? null : common(run, corpus, source.labelMap),
    })),
  );
  tellUnevaluated(
    pairs.flatMap(({ run, common }) => (common === null ? [run] : [])),
    pairs.some(({ common }) => common !== null),
    reporter,
  );
  const cells: Cell[] = [];
  const problems: Problem[] = corpora.flatMap(({ contents }) => contents.problems);
  for (const { run, corpus, common } of pairs) {
    if (common === null) {
      cells.push(...ownCells(run, corpus));
      continue;
    }
    const tested = await clipsToTest(run, corpus, common, signal);
    for (const model of run.models) {
      const name = model?.name ?? BASELINE;
      reporter.note(`${name} of ${run.name} on ${corpus.name}:`);
      const { settings } = run.configuration;
      const {
        predictions,
        problems: bad,
        record,
      } = await predictClips(model, tested.clips, { ...options, ...run, settings });
      problems.push(...bad);
      if (predictions.length === 0)
        throw new SerError(
          `No recording of ${corpus.name} could be predicted${bad[0] ? `: ${bad[0].path}: ${bad[0].reason}` : '.'}`,
        );
      const { labels } = run.configuration;
      const left = among(predictions, labels, common.ofClass, common.both);
      const cell: Cell = {
        model: name,
        run: run.name,
        corpus: corpus.name,
        isOwn: false,
        labels: common.both,
        leftOut: tested.leftOut,
        unused: labels.filter((label) => !common.ofClass.has(label)),
        predictions: left,
        scored: modelScores(left, common.both, settings.seed),
        own: scoresAmong(run.own.find((one) => one.model === name)?.predictions, labels, common.ofClass, common.both),
        caveats: [
          ...figureCaveats({
            synthetic: run.configuration.synthetic || corpus.contents.provenance.synthetic,
            weights: record ? [record.weights] : [],
            headOnly: record !== null && isLeftOut(settings, record.backend),
          }),
          ...tested.caveats,
          ...describeLabels(
            labels.filter((label) => !common.ofClass.has(label)),
            tested.leftOut,
            corpus.name,
          ),
        ],
      };
      const place = runFolder(join(out, folderName(run.name, corpus.name))).of(name);
      const title = `${name}, trained in ${run.name}, on ${left.length} recordings of ${corpus.name}`;
      await writeReportFiles(place, { labels: common.both, predictions: left }, { title, caveats: cell.caveats });
      cells.push(cell);
    }
  }
  return { runs, corpora, cells, problems: uniqueProblems([problems]) };
}

/** Where the results of a run on a corpus lie, below the folder for all. */
export function folderName(run: string, corpus: string): string {
  return `${run}-on-${corpus}`.replaceAll('/', '-');
}

async function readCorpora(source: CorpusSource, reporter: Reporter, signal: AbortSignal): Promise<TestedCorpus[]> {
  const names = uniqueNames(source.dirs);
  const corpora: TestedCorpus[] = [];
  for (const dir of source.dirs) {
    const contents = await readCorpus({ ...source, dirs: [dir] }, { reporter, signal });
    corpora.push({ name: names.get(dir)!, dir, contents });
  }
  return corpora;
}

async function openRuns({ runs: paths, models: asked, reporter, signal }: AcrossOptions): Promise<TestedRun[]> {
  const folders = paths.map((path) => runFolder(path));
  const names = uniqueNames(folders.map(({ path }) => path));
  const runs: TestedRun[] = [];
  for (const folder of folders) {
    const configuration = await readConfiguration(folder);
    const places = await placesOf(folder);
    const trained = await trainedModels(folder);
    const missing = asked?.find((model) => !trained.some(({ name }) => name === model.name));
    if (missing)
      throw new SerError(
        `${folder.path} holds no finished training of ${missing.name}. Train it first: ser train --model ${missing.name}`,
      );
    const hasBaseline = await isTrained(BASELINE, places);
    const models = [...(asked ?? trained), ...(hasBaseline ? [null] : [])];
    if (models.length === 0)
      throw new SerError(
        `${folder.path} holds no trained model. Train one: ser train --data ${configuration.data} --run ${folder.path} --model VGG16`,
      );
    if (!hasBaseline)
      reporter.note(`${folder.path} holds no baseline: evaluate the run on its own test part to have one.`);
    const own = await readRun(folder).catch((error: unknown) => {
      if (error instanceof SerError) return { models: [] };
      throw error;
    });
    const contents = await readCorpus(configuration.source, { reporter, signal }).catch((error: unknown) => {
      if (error instanceof SerError) return null;
      throw error;
    });
    runs.push({
      name: names.get(folder.path)!,
      folder,
      configuration,
      places,
      models,
      own: own.models,
      clips: contents?.clips ?? null,
    });
  }
  return runs;
}

/** Whether a corpus is what a run was made from. */
function isOwnCorpus({ configuration }: TestedRun, { dir }: TestedCorpus): boolean {
  const { dirs } = configuration.source;
  return dirs.length === 1 && resolve(dirs[0]!) === resolve(dir);
}

function common(run: TestedRun, { name, contents }: TestedCorpus, map: CorpusSource['labelMap']): CommonLabels {
  return commonLabels(
    { classes: run.configuration.labels, run: run.name },
    { labels: labelsOfClips(contents.clips), corpus: name },
    // A merge that a format knows by name is about the labels of that format.
    typeof map === 'object' ? map : undefined,
  );
}

/**
 * Names the models that were never evaluated on the test part of their run, where that is asked for.
 *
 * @param hasOthers Whether something else is tested, so that there are results without them.
 * @throws {SerError} where there would be none.
 */
function tellUnevaluated(runs: readonly TestedRun[], hasOthers: boolean, reporter: Reporter): void {
  const messages = [...new Set(runs)].flatMap((run) => {
    const missing = namesOf(run).filter((name) => !run.own.some(({ model }) => model === name));
    const path = run.folder.path;
    return missing.length > 0
      ? [
          `${path} holds no results of ${missing.join(', ')} on its own test part. Evaluate it first: ser evaluate --run ${path}`,
        ]
      : [];
  });
  if (!hasOthers && runs.every((run) => ownOf(run).length === 0)) throw new SerError(messages.join('\n'));
  for (const message of messages) reporter.warn(message);
}

/** Names of the models that are tested. */
function namesOf({ models }: TestedRun): string[] {
  return models.map((model) => model?.name ?? BASELINE);
}

/** What these models predicted on the test part of their run. */
function ownOf(run: TestedRun): ModelData[] {
  const names = namesOf(run);
  return run.own.filter(({ model }) => names.includes(model));
}

/** The figures of a run on its own test part, all classes of the run. */
function ownCells(run: TestedRun, corpus: TestedCorpus): Cell[] {
  const { labels, settings, synthetic } = run.configuration;
  return ownOf(run).map(({ model, predictions, weights, backend }) => {
    const scored = modelScores(predictions, labels, settings.seed);
    return {
      model,
      run: run.name,
      corpus: corpus.name,
      isOwn: true,
      labels,
      leftOut: [],
      unused: [],
      predictions,
      scored,
      own: scored.scores,
      caveats: [
        ...figureCaveats({
          synthetic,
          weights: weights === null || model === BASELINE ? [] : [weights],
          validation: settings.validation,
          headOnly: model !== BASELINE && backend !== null && isLeftOut(settings, backend),
        }),
      ],
    };
  });
}

/** The recordings of a corpus whose label a run knows and which it was not made from, with the label as the run calls it. */
async function clipsToTest(
  run: TestedRun,
  { name, contents }: TestedCorpus,
  { ofLabel }: CommonLabels,
  signal: AbortSignal,
): Promise<{ clips: Clip[]; leftOut: { label: string; files: number }[]; caveats: string[] }> {
  const known = contents.clips.filter(({ label }) => ofLabel.has(label));
  const unknown = contents.clips.filter(({ label }) => !ofLabel.has(label));
  const leftOut = labelsOfClips(unknown).map((label) => ({
    label,
    files: unknown.filter((clip) => clip.label === label).length,
  }));
  const caveats: string[] = [];
  const same = run.clips ? await sharedClips(known, run.clips, signal) : new Set<Clip>();
  if (run.clips === null)
    caveats.push(
      `The recordings of ${run.name} are not where they were: nobody looked whether ${name} holds some of them.`,
    );
  if (same.size > 0)
    caveats.push(`Left out are ${same.size} recordings of ${name} that ${run.name} was made from, byte for byte.`);
  // The same take in another file, such as the one with picture of a take that was learned from by its sound.
  const isOne =
    isOneCorpus(contents.provenance.format) &&
    run.configuration.corpus.format === contents.provenance.format &&
    !run.configuration.synthetic &&
    !contents.provenance.synthetic;
  const heard = new Set(isOne ? (run.clips ?? []).map(takeOf) : []);
  const again = new Set(known.filter((clip) => !same.has(clip) && heard.has(takeOf(clip))));
  if (again.size > 0)
    caveats.push(
      `Left out are ${again.size} recordings of ${name} that are takes of ${run.name} in other files, such as with picture.`,
    );
  const fresh = known.filter((clip) => !same.has(clip) && !again.has(clip));
  if (fresh.length === 0)
    throw new SerError(
      `Every recording of ${name} is one that ${run.name} was made from: evaluate it on its own test part, ser evaluate --run ${run.folder.path}.`,
    );
  const speakers = new Set(speakersOf(run.clips ?? []));
  const met = speakersOf(fresh).filter((speaker) => speakers.has(speaker));
  if (met.length > 0 && run.configuration.corpus.format === contents.provenance.format)
    caveats.push(
      `${run.name} and ${name} both name ${met.length === 1 ? 'a speaker' : 'speakers'} ${met.slice(0, 5).join(', ')}${met.length > 5 ? ' …' : ''}: where these are the same people, the figures are too good.`,
    );
  return { clips: fresh.map((clip) => ({ ...clip, label: ofLabel.get(clip.label)! })), leftOut, caveats };
}

function describeLabels(unused: readonly string[], leftOut: Cell['leftOut'], corpus: string): string[] {
  return [
    ...(leftOut.length > 0
      ? [
          `Left out are the labels of ${corpus} that the run does not know: ${leftOut.map(({ label, files }) => `${label} (${files})`).join(', ')}.`,
        ]
      : []),
    ...(unused.length > 0
      ? [`Classes of the run that ${corpus} lacks: ${unused.join(', ')}; their probability was shared out.`]
      : []),
  ];
}
