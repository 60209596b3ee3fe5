import { join } from 'node:path';
import { figureCaveats } from '../caveats.ts';
import { labelsOfClips } from '../corpus/clip.ts';
import type { CorpusSource } from '../corpus/corpus-source.ts';
import { readCorpus, uniqueNames } from '../corpus/read-corpus.ts';
import { isLeftOut } from '../engines/backends.ts';
import type { OpenEngine } from '../engines/engine.ts';
import { SerError } from '../errors.ts';
import { writeReportFiles } from '../evaluation/report-files.ts';
import type { Model } from '../models/model.ts';
import { BASELINE } from '../models/models.ts';
import { modelScores } from '../report/analysis/model-scores.ts';
import { runFolder } from '../run-folder.ts';
import type { Problem } from '../stages/features/compute-features.ts';
import { uniqueProblems } from '../stages/open-splits.ts';
import type { Reporter } from '../terminal/reporter.ts';
import { among, type Cell, scoresAmong } from './cell.ts';
import { clipsToTest } from './clips-to-test.ts';
import { type CommonLabels, commonLabels } from './common-labels.ts';
import { predictClips } from './predict-clips.ts';
import { isOwnCorpus, namesOf, openRuns, ownOf, type TestedCorpus, type TestedRun } from './tested-run.ts';

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
  const runs = await openRuns(options.runs, options.models, options);
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
