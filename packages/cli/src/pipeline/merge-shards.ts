import { join } from 'node:path';
import { anotherCommand } from '../cli/command-line.ts';
import type { Clip, Example } from '../corpus/clip.ts';
import type { CorpusContents } from '../corpus/read-corpus.ts';
import { type Shard, shareOut } from '../corpus/shard.ts';
import { computeEmbeddings } from '../embeddings/compute-embeddings.ts';
import type { Problem } from '../features/compute-features.ts';
import { imageShape } from '../features/feature-image.ts';
import type { ModelName } from '../models.ts';
import { loadBackbone } from './embed-corpus.ts';
import type { Engine } from './engines.ts';
import { type PipelineContext, prepare } from './prepare.ts';

/** The command that follows when all shares are done; `add` are further options of its own. */
export function mergeCommand(commandLine: string, { count }: Shard, add: readonly string[] = []): string {
  const without = ['shard', 'images', 'run', 'json', 'quiet'];
  return anotherCommand(commandLine, { command: 'merge', without, add: [...add, `--shards ${count}`].join(' ') });
}

export interface MergeShardsOptions {
  /** How many shares there were. */
  readonly count: number;
  /** Whose embeddings must be there; none checks the features only. */
  readonly models: readonly ModelName[];
  /** Needed where there are models. */
  readonly engine: Engine | undefined;
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
    const loaded = await loadBackbone(
      model,
      imageShape({ data: new Float32Array(), shape }, settings),
      weights,
      context,
    );
    const found = await computeEmbeddings(examples, {
      ...loaded,
      engine: engine!,
      settings,
      features: prepared.features,
      featureKeys: keys,
      folder: join(cache, 'embeddings'),
      title: model,
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
        model,
      })),
    );
    if (found.missing.length > 0) continue;
    await stages.combine(
      'embeddings',
      model,
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
