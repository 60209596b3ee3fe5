import { join } from 'node:path';
import { labelsOfClips, PARTS } from '../corpus/clip.ts';
import { splitCorpus } from '../corpus/split-corpus.ts';
import type { Problem } from '../features/compute-features.ts';
import { digest } from '../files/digest.ts';
import { type RunFolder, readConfiguration, runFolder } from '../run-folder.ts';
import { eachSplit, uniqueProblems } from './each-split.ts';
import type { Engines } from './engines.ts';
import { factsOf, type PipelineContext, type Prepared, prepare } from './prepare.ts';
import type { Split } from './run-split.ts';
import { checkSplit, writeFoldSplits } from './split-file.ts';
import { startRun, writeRun } from './start-run.ts';

/** How splits are opened. */
export interface OpenSplitsOptions {
  readonly folder: RunFolder;
  readonly engines: Engines;
  readonly weights: string | undefined;
  /** A new run is written down before it begins; an old one is read. */
  readonly begin: boolean;
}

/** The splits of a run, and the files that were left out of it. */
export interface OpenSplits {
  readonly splits: readonly Split[];
  readonly problems: readonly Problem[];
  /** Digest of the settings and of every split. */
  readonly identity: string;
  readonly synthetic: boolean;
  /** The classes of the run, in order of name. */
  readonly labels: readonly string[];
}

/** Prepares the one split of a run, or with `fold: 'all'` every fold of it, each with a run folder of its own. */
export async function openSplits(context: PipelineContext, options: OpenSplitsOptions): Promise<OpenSplits> {
  return context.settings.fold === 'all' ? openFolds(context, options) : openOne(context, options);
}

async function openOne(
  context: PipelineContext,
  { folder, engines, weights, begin }: OpenSplitsOptions,
): Promise<OpenSplits> {
  const prepared = await prepare(context);
  const { synthetic } = begin
    ? await startRun(folder, prepared, engines, weights, context)
    : await readConfiguration(folder);
  if (!begin) await reopen(folder, prepared, context);
  const split = { fold: null, context, prepared, folder, synthetic };
  const { problems, identity, labels } = prepared;
  return { splits: [split], problems, identity, synthetic, labels };
}

async function openFolds(
  context: PipelineContext,
  { folder, engines, weights, begin }: OpenSplitsOptions,
): Promise<OpenSplits> {
  const folds = await eachSplit(context);
  const parts = folds.map(({ context: own, corpus }) => splitCorpus(corpus.clips, own.settings));
  const identity = digest({
    settings: context.settings,
    folds: parts.map((one) => Object.values(one).map((part) => part.map(factsOf))),
  });
  const { synthetic } = begin
    ? await writeRun(
        folder,
        { identity, provenance: folds[0]!.corpus.provenance, labels: labelsOfClips(folds[0]!.corpus.clips) },
        engines,
        weights,
        context,
      )
    : await readConfiguration(folder);
  if (begin) await writeFoldSplits(folder.split, parts);
  await context.stages.open(folder, identity);

  const splits: Split[] = [];
  for (const { fold, context: own, corpus } of folds) {
    const place = runFolder(join(folder.path, `fold-${fold}`));
    const prepared = await prepare(own, { corpus });
    if (begin) await startRun(place, prepared, engines, weights, own);
    else await reopen(place, prepared, own);
    splits.push({ fold, context: own, prepared, folder: place, synthetic });
  }
  const problems = uniqueProblems(splits.map(({ prepared }) => prepared.problems));
  return {
    splits,
    problems,
    identity,
    synthetic,
    labels: labelsOfClips(parts.flatMap((one) => PARTS.flatMap((part) => one[part]))),
  };
}

/** Goes on with a run whose split must be as it was. */
async function reopen(folder: RunFolder, prepared: Prepared, { data, stages }: PipelineContext): Promise<void> {
  await checkSplit(folder.split, prepared.parts, data);
  await stages.open(folder, prepared.identity);
}
