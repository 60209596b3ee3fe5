import { sweepTemporaryFiles } from '@ser/files';
import { labelsOfClips, PARTS } from '../corpus/clip.ts';
import type { CorpusContents } from '../corpus/read-corpus.ts';
import { foldCount, type Parts, splitCorpus } from '../corpus/split-corpus.ts';
import type { Engines } from '../engines/open-engines.ts';
import { digest } from '../files/digest.ts';
import type { FrontEndName } from '../front-ends/front-ends.ts';
import { MODEL_NAMES } from '../models/find-models.ts';
import type { Model } from '../models/model.ts';
import { BASELINE } from '../models/models.ts';
import { describeMachine, readVersions } from '../run-facts.ts';
import { type RunFolder, readConfiguration, writeConfiguration } from '../run-folder.ts';
import type { Settings } from '../settings/settings.ts';
import { checkFree } from './check-free.ts';
import type { Problem } from './features/compute-features.ts';
import { createStageLog } from './log/stage-log.ts';
import { factsOf, identityOf, type PipelineContext, type Prepared, prepare, scanFolder } from './prepare/prepare.ts';
import { checkSplit, writeFoldSplits, writePlan, writeSplit } from './prepare/run-files.ts';
import { checkVotes } from './train/soft-targets.ts';

/** One split of a corpus that is scanned once. */
export interface SplitContext {
  /** From 0; null where the settings name one split. */
  readonly fold: number | null;
  readonly context: PipelineContext;
  readonly corpus: CorpusContents;
}

/** A corpus split one way, with the folder for what comes of it. */
export interface Split extends Omit<SplitContext, 'corpus'> {
  readonly folder: RunFolder;
  /** The corpus as a model's front end gives it. */
  readonly preparedFor: (model: Model) => Prepared;
  /** The corpus as the first of them gives it. */
  readonly prepared: Prepared;
}

/** How the splits of a run are opened. */
export interface OpenSplitsOptions {
  readonly models: readonly Model[];
  readonly folder: RunFolder;
  readonly engines: Engines;
  readonly weights: string | undefined;
  /** A new run is written down before it begins; an old one is read. */
  readonly begin: boolean;
  /** A finished run of other settings in the same folder is replaced. @default false */
  readonly overwrite?: boolean;
}

/** The splits of a run, and the files that were left out of it. */
export interface OpenSplits extends Facts {
  readonly splits: readonly Split[];
  readonly problems: readonly Problem[];
}

/** What identifies a run, and where its recordings come from. */
type Facts = Pick<Prepared, 'identity' | 'provenance' | 'labels'>;

/**
 * The split that the settings name, or with `fold: 'all'` every fold.
 *
 * @throws {SerError} where the settings ask for what the corpus does not tell.
 */
export async function eachSplit(context: PipelineContext): Promise<SplitContext[]> {
  const corpus = await scanFolder(context);
  const { settings, cache } = context;
  checkVotes(corpus.clips, settings);
  if (settings.fold !== 'all') return [{ fold: null, context, corpus }];
  return Array.from({ length: foldCount(corpus, settings) }, (_, fold) => ({
    fold,
    context: { ...context, settings: { ...settings, fold }, stages: createStageLog(cache) },
    corpus,
  }));
}

/**
 * Prepares the one split of a run, or with `fold: 'all'` every fold of it, each with a run folder of its own; then writes
 * down what identifies the run, or checks that it is what the folder tells.
 */
export async function openSplits(context: PipelineContext, options: OpenSplitsOptions): Promise<OpenSplits> {
  const { models, folder, begin, overwrite = false } = options;
  const contexts = await eachSplit(context);
  // Whatever is wrong with a split, or with the folder, is told before hours of work.
  const parts = contexts.map(({ context: own, corpus }) => splitCorpus(corpus, own.settings));
  for (const { train } of parts) checkVotes(train, context.settings, 'the training part');
  const whole =
    context.settings.fold === 'all'
      ? identityOfFolds(context.settings, parts)
      : identityOf(context.settings, parts[0]!);
  if (begin) await checkFree(folder, whole, { overwrite, reporter: context.reporter });
  // The baseline alone needs no features.
  const frontEnds: (FrontEndName | null)[] =
    models.length === 0 ? [null] : [...new Set(models.map(({ input }) => input.frontEnd(context.settings)))];
  const splits: Split[] = [];
  for (const { fold, context: own, corpus } of contexts) {
    const prepared = new Map<FrontEndName | null, Prepared>();
    for (const frontEnd of frontEnds) prepared.set(frontEnd, await prepare(own, { corpus, frontEnd }));
    splits.push({
      fold,
      context: own,
      folder: fold === null ? folder : folder.fold(fold),
      prepared: prepared.get(frontEnds[0]!)!,
      preparedFor: ({ input }) => prepared.get(input.frontEnd(own.settings))!,
    });
  }
  for (const split of splits) await (begin ? beginSplit(split, options) : reopenSplit(split));
  const facts = context.settings.fold === 'all' ? await openWhole(splits, context, options) : splits[0]!.prepared;
  const { identity, provenance, labels } = facts;
  return {
    splits,
    problems: uniqueProblems(splits.map((split) => split.prepared.problems)),
    identity,
    provenance,
    labels,
  };
}

/** The problems of several splits, each file once. */
export function uniqueProblems<P extends { readonly path: string }>(lists: readonly (readonly P[])[]): P[] {
  return [...new Map(lists.flat().map((problem) => [problem.path, problem])).values()];
}

/** The folder above those of the folds, for what they have in common. */
async function openWhole(
  splits: readonly { readonly prepared: Prepared }[],
  context: PipelineContext,
  options: OpenSplitsOptions,
): Promise<Facts> {
  const { folder, begin } = options;
  const parts = splits.map(({ prepared }) => prepared.parts);
  const facts = {
    identity: identityOfFolds(context.settings, parts),
    provenance: splits[0]!.prepared.provenance,
    labels: labelsOfClips(parts.flatMap((one) => PARTS.flatMap((part) => one[part]))),
  };
  if (begin) {
    await writeRun(folder, facts, options, context);
    await writeFoldSplits(folder.split, parts);
  } else await readConfiguration(folder);
  await context.stages.open(folder, facts.identity);
  return facts;
}

/** Digest of the settings and of every fold. */
function identityOfFolds(settings: Settings, folds: readonly Parts[]): string {
  return digest({ settings, folds: folds.map((one) => PARTS.map((part) => one[part].map(factsOf))) });
}

/** Writes what identifies a run, before the first model is trained. */
async function beginSplit({ folder, context, prepared }: Split, options: OpenSplitsOptions): Promise<void> {
  await writeRun(folder, prepared, options, context);
  await writeSplit(folder.split, prepared.parts);
  await writePlan(folder.plan, prepared);
  await context.stages.open(folder, prepared.identity);
}

/** Goes on with a run whose split must be as it was. */
async function reopenSplit({ folder, context, prepared }: Split): Promise<void> {
  await readConfiguration(folder);
  await checkSplit(folder.split, prepared.parts, context.source.dirs.join(', '));
  await context.stages.open(folder, prepared.identity);
}

async function writeRun(
  folder: RunFolder,
  { identity, provenance, labels }: Facts,
  { engines, weights, models }: OpenSplitsOptions,
  { source, settings, command }: PipelineContext,
): Promise<void> {
  // The baseline has no engine: beside networks that are trained already theirs stays.
  const before = models.length === 0 ? await readConfiguration(folder).catch(() => undefined) : undefined;
  const computing =
    before?.identity === identity
      ? before
      : { weights: weights ?? null, engine: engines.engine.name, backend: engines.backend, device: engines.device };
  for (const place of [folder.path, ...[...MODEL_NAMES, BASELINE].map((model) => folder.of(model).path)])
    await sweepTemporaryFiles(place);
  await writeConfiguration(folder, {
    command,
    versions: await readVersions(),
    machine: describeMachine(),
    data: source.dirs[0]!,
    source,
    synthetic: provenance.synthetic,
    corpus: provenance,
    labels,
    weights: computing.weights,
    engine: computing.engine,
    backend: computing.backend,
    device: computing.device,
    settings,
    identity,
  });
}
