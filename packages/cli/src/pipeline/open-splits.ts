import { join } from 'node:path';
import { splitCorpus } from '../corpus/split-corpus.ts';
import type { Problem } from '../features/compute-features.ts';
import { digest } from '../files/digest.ts';
import { type RunFolder, readConfiguration, runFolder } from '../run-folder.ts';
import { eachSplit, uniqueProblems } from './each-split.ts';
import type { Engines } from './engines.ts';
import { type PipelineContext, type Prepared, prepare } from './prepare.ts';
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
  return { splits: [split], problems: prepared.problems, identity: prepared.identity, synthetic };
}

async function openFolds(
  context: PipelineContext,
  { folder, engines, weights, begin }: OpenSplitsOptions,
): Promise<OpenSplits> {
  const folds = await eachSplit(context);
  const parts = folds.map(({ context: own, corpus }) => splitCorpus(corpus.clips, own.settings));
  const identity = digest({
    settings: context.settings,
    folds: parts.map((one) => Object.values(one).map((part) => part.map(({ name }: { name: string }) => name))),
  });
  const { synthetic } = begin
    ? await writeRun(folder, identity, engines, weights, context)
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
  return { splits, problems, identity, synthetic };
}

/** Goes on with a run whose split must be as it was. */
async function reopen(folder: RunFolder, prepared: Prepared, { data, stages }: PipelineContext): Promise<void> {
  await checkSplit(folder.split, prepared.parts, data);
  await stages.open(folder, prepared.identity);
}
