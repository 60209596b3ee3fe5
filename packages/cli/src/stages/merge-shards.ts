import { join } from 'node:path';
import type { Clip, Example } from '../corpus/clip.ts';
import type { CorpusContents } from '../corpus/read-corpus.ts';
import { shareOut } from '../corpus/shard.ts';
import type { OpenEngine } from '../engines/engine.ts';
import type { Model, ModelName } from '../models/model.ts';
import { computeEmbeddings } from './embed/compute-embeddings.ts';
import type { Problem } from './features/compute-features.ts';
import { type PipelineContext, prepare } from './prepare/prepare.ts';

export interface MergeShardsOptions {
  /** How many shares there were. */
  readonly count: number;
  /** Whose embeddings must be there; none checks the features only. */
  readonly models: readonly Model[];
  /** Needed where there are models. */
  readonly engine: OpenEngine | undefined;
  readonly weights: string | undefined;
  /** The files of the folder, scanned before. */
  readonly corpus: CorpusContents;
}

/** What a share lacks. */
export interface Gap {
  /** From 1. */
  readonly shard: number;
  readonly stage: 'features' | 'embeddings';
  readonly model?: ModelName;
  /** Files without features, or embeddings that are missing. */
  readonly missing: number;
  /** Of so many in the share. */
  readonly of: number;
}

export interface MergedShards {
  readonly gaps: readonly Gap[];
  readonly spectrograms: number;
  readonly embeddings: number;
  /** Files that cannot be used. */
  readonly problems: readonly Problem[];
}

/**
 * Looks whether every share of the work is in the store, and makes one stage record of theirs.
 *
 * Nothing needs to be put together, since every result lies under a key of what it was computed from; so nothing is
 * believed either: every spectrogram and every embedding is read.
 */
export async function mergeShards(
  context: PipelineContext,
  { count, models, engine, weights, corpus }: MergeShardsOptions,
): Promise<MergedShards> {
  const { settings, stages, cache, reporter, signal } = context;
  const prepared = await prepare(context, { lookOnly: true, corpus });
  const shares = shareOut(prepared.planned, count);
  const { keys, missing, shape } = prepared.index;
  const spectrograms = keys.size;
  const gaps: Gap[] = gapsOf(missing, shares, (share) => share.size).map((gap) => ({ ...gap, stage: 'features' }));
  const result = { gaps, spectrograms, embeddings: 0, problems: prepared.problems };
  if (gaps.length > 0 || spectrograms === 0) return result;
  const within = (share: ReadonlySet<Clip>): string[] =>
    [...keys].filter(([example]) => share.has(example.clip)).map(([, key]) => key);
  await stages.combine(
    'features',
    undefined,
    shares.map((share) => within(share).sort()),
    { items: spectrograms, of: [...keys.values()].sort() },
  );

  const examples = [...prepared.train, ...prepared.validation, ...prepared.test];
  for (const model of models) {
    const loaded = await model.load(model.input.shape(shape, settings), weights, context);
    const found = await computeEmbeddings(examples, {
      ...loaded,
      engine: engine!,
      input: model.input,
      settings,
      features: prepared.features,
      featureKeys: keys,
      folder: join(cache, 'embeddings'),
      title: model.name,
      lookOnly: true,
      reporter,
      signal,
    });
    result.embeddings += found.keys.length - found.missing.length;
    const clips = found.missing.map(({ clip }) => clip);
    const own = (share: ReadonlySet<Clip>): Example[] => examples.filter(({ clip }) => share.has(clip));
    gaps.push(
      ...gapsOf(clips, shares, (share) => own(share).length).map((gap) => ({
        ...gap,
        stage: 'embeddings' as const,
        model: model.name,
      })),
    );
    if (found.missing.length > 0) continue;
    await stages.combine(
      'embeddings',
      model.name,
      shares
        .map((share) => found.keys.filter((_, row) => share.has(examples[row]!.clip)))
        // An empty share never began the stage.
        .filter((own) => own.length > 0),
      { items: found.keys.length, of: found.keys },
    );
  }
  return result;
}

function gapsOf(
  missing: readonly Clip[],
  shares: readonly ReadonlySet<Clip>[],
  sizeOf: (share: ReadonlySet<Clip>) => number,
): { shard: number; missing: number; of: number }[] {
  return shares
    .map((share, i) => ({
      shard: i + 1,
      missing: missing.filter((clip) => share.has(clip)).length,
      of: sizeOf(share),
    }))
    .filter((gap) => gap.missing > 0);
}
