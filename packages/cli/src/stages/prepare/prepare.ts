import { join } from 'node:path';
import type { ScalarSink } from '@ser/models';
import { planEvaluation, planTraining } from '../../corpus/augmentation-plan.ts';
import { type Clip, type Example, labelsOfClips, PARTS, speakersOf } from '../../corpus/clip.ts';
import type { CorpusSource } from '../../corpus/corpus-source.ts';
import type { Provenance } from '../../corpus/provenance.ts';
import { type CorpusContents, readCorpus } from '../../corpus/read-corpus.ts';
import { type Shard, shareOut } from '../../corpus/shard.ts';
import { type Parts, splitCorpus } from '../../corpus/split-corpus.ts';
import { SerError } from '../../errors.ts';
import { ArrayStore } from '../../files/array-store.ts';
import { digest } from '../../files/digest.ts';
import type { FrontEndName } from '../../front-ends/front-ends.ts';
import type { Settings } from '../../settings/settings.ts';
import type { Reporter } from '../../terminal/reporter.ts';
import { clipSettings } from '../features/clip-task.ts';
import { computeFeatures, type FeatureIndex, type Problem } from '../features/compute-features.ts';
import { listProblems } from '../left-out.ts';
import type { StageLog } from '../log/stage-log.ts';

/** What every stage needs to know of its surroundings. */
export interface PipelineContext {
  /** Where the recordings lie. */
  readonly source: CorpusSource;
  /** The recordings, once they are read. */
  readonly corpus?: CorpusContents;
  readonly cache: string;
  /** Folder for the figures of each epoch, where they are asked for. */
  readonly logDir?: string;
  /** Where the figures of each epoch of a training go besides, by the name of the training. */
  readonly followTraining?: (name: string) => ScalarSink;
  readonly settings: Settings;
  /** What was typed after `ser`. */
  readonly command: string;
  readonly stages: StageLog;
  readonly reporter: Reporter;
  readonly signal: AbortSignal;
}

/** A corpus that is ready for training: split, augmented on paper, with the features of every example in the store. */
export interface Prepared {
  readonly parts: Parts;
  readonly train: readonly Example[];
  readonly validation: readonly Example[];
  readonly test: readonly Example[];
  /** All examples before any was left out, of all shards. */
  readonly planned: readonly Example[];
  readonly features: ArrayStore;
  readonly index: FeatureIndex;
  /** The classes, in order of name. */
  readonly labels: readonly string[];
  readonly provenance: Provenance;
  /** Digest of the settings and of which file stands in which part: results with another one do not compare. */
  readonly identity: string;
  /** Files that were left out, and why. */
  readonly problems: readonly Problem[];
}

export interface PrepareOptions {
  /** Computes only this share of the features, and leaves the other examples out. */
  readonly shard?: Shard;
  /** Computes nothing: `index.missing` says what is not in the store yet. */
  readonly lookOnly?: boolean;
  /** What makes features of a waveform; null for none: the corpus is split, no more. @default the setting `features` */
  readonly frontEnd?: FrontEndName | null;
  /** The corpus, where it was scanned already. */
  readonly corpus?: CorpusContents;
}

/** Scans the folder of recordings; a stage of its own in the run's log. */
export async function scanFolder(context: PipelineContext): Promise<CorpusContents> {
  if (context.corpus) return context.corpus;
  const { source, stages, reporter, signal } = context;
  const stage = stages.start('scan');
  const corpus = await readCorpus(source, { reporter, signal });
  const { clips } = corpus;
  await stage.end({ items: clips.length, computed: clips.length, of: clips.map((clip) => clip.name) });
  return corpus;
}

/** Scan → split → augmentation plan → features. */
export async function prepare(context: PipelineContext, options: PrepareOptions = {}): Promise<Prepared> {
  const { cache, settings, stages, reporter, signal } = context;
  const { shard, lookOnly = false, frontEnd = settings.features } = options;
  const corpus = options.corpus ?? (await scanFolder(context));
  const { problems, provenance } = corpus;
  const parts = splitCorpus(corpus, settings);
  reporter.note(describeParts(parts, settings));

  const train = frontEnd === null ? planEvaluation(parts.train, settings) : planTraining(parts.train, settings);
  const validation = planEvaluation(parts.validation, settings);
  const test = planEvaluation(parts.test, settings);
  const folder = join(cache, 'features');
  const extraction = frontEnd === null ? null : stages.start('features');
  const all = [...train, ...validation, ...test];
  const own = shard && shareOut(all, shard.count)[shard.index - 1]!;
  const examples = own ? all.filter(({ clip }) => own.has(clip)) : all;
  if (shard) reporter.note(`Shard ${shard.index} of ${shard.count}: ${examples.length} of ${all.length} spectrograms`);
  const index =
    frontEnd === null
      ? withoutFeatures(examples)
      : await computeFeatures(examples, {
          settings: clipSettings({ ...settings, features: frontEnd }),
          folder,
          lookOnly,
          reporter,
          signal,
        });
  if (!lookOnly)
    await extraction?.end({ items: index.keys.size, computed: index.computed, of: [...index.keys.values()].sort() });

  const usable = (examples: readonly Example[]): Example[] =>
    examples.flatMap((example) => index.stretches.get(example) ?? []);
  const prepared = {
    parts,
    train: usable(train),
    validation: usable(validation),
    test: usable(test),
    planned: all,
    features: new ArrayStore(folder),
    index,
    labels: labelsOfClips(PARTS.flatMap((part) => parts[part])),
    provenance,
    identity: identityOf(settings, parts),
    problems: [...problems, ...index.problems],
  };
  if (shard || lookOnly) return prepared;
  for (const part of PARTS) {
    if (prepared[part].length === 0) {
      throw new SerError(
        `No file is left for the ${part} part${prepared.problems.length ? '; these were left out:\n' : '.'}${listProblems(prepared.problems)}`,
      );
    }
  }
  return prepared;
}

/** The index of examples that nothing was computed of: all count as usable. */
function withoutFeatures(examples: readonly Example[]): FeatureIndex {
  const keys = new Map(examples.map((example) => [example, '']));
  return {
    keys,
    stretches: new Map(examples.map((example) => [example, [example]])),
    nativeRates: new Map(),
    shape: [],
    problems: [],
    computed: 0,
    missing: [],
  };
}

/** Digest of the settings and of which file stands in which part. */
export function identityOf(settings: Settings, parts: Parts): string {
  return digest({
    settings,
    ...Object.fromEntries(Object.entries(parts).map(([part, clips]) => [part, clips.map(factsOf)])),
  });
}

/** What a split knows of a clip: a file that changed its label or its speaker makes it another split. */
export function factsOf({ name, label, speaker = '' }: Clip): readonly string[] {
  return [name, label, speaker];
}

function describeParts(parts: Parts, { split, fold, folds, actorPreset }: Settings): string {
  const { train, validation, test } = parts;
  const size = (clips: readonly Clip[]): string => {
    const speakers = speakersOf(clips).length;
    return `${clips.length} files${speakers > 0 ? ` of ${speakers} speakers` : ''}`;
  };
  const areTold = speakersOf(PARTS.flatMap((part) => parts[part])).length > 0;
  const how =
    split === 'stratified'
      ? `stratified by file, ${areTold ? 'the same speakers on all sides' : 'any voice may be on all sides'}`
      : split === 'given'
        ? 'the parts that the corpus gives'
        : `speaker-independent, fold ${fold} of ${actorPreset === 'none' ? folds : actorPreset}, no speaker on two sides`;
  return `Split (${how}):\n  training ${size(train)}, validation ${size(validation)}, test ${size(test)}`;
}
