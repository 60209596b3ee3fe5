import { join } from 'node:path';
import type { Example } from '../../corpus/clip.ts';
import { INPUTS_AT_ONCE, type OpenEngine } from '../../engines/engine.ts';
import { ArrayStore, type StoredArray } from '../../files/array-store.ts';
import { digest } from '../../files/digest.ts';
import { embedInputs, openLoaded } from '../../models/embed-inputs.ts';
import type { LoadedBackbone, ModelInput } from '../../models/model.ts';
import type { Settings } from '../../settings/settings.ts';
import type { Reporter } from '../../terminal/reporter.ts';

/** Raised when the meaning of stored embeddings changes. */
const EMBEDDING_VERSION = 4;

export interface ComputeEmbeddingsOptions {
  readonly backbone: LoadedBackbone['backbone'];
  /** Identifies the backbone's weights. */
  readonly fingerprint: string;
  readonly engine: OpenEngine;
  readonly input: ModelInput;
  readonly settings: Settings;
  /** Store of the feature planes. */
  readonly features: ArrayStore;
  /** Key of each example's planes in that store. */
  readonly featureKeys: ReadonlyMap<Example, string>;
  /** Folder of the embedding store. */
  readonly folder: string;
  /** Name of the model, for people. */
  readonly title: string;
  /** Computes nothing: `missing` says which are not in the store yet. @default false */
  readonly lookOnly?: boolean;
  readonly reporter: Reporter;
  readonly signal: AbortSignal;
}

/** Embeddings row by row, and where they come from. */
export interface Embeddings {
  /** [examples, dim], in the examples' order. */
  readonly rows: Float32Array;
  /** Keys in the embedding store, in the same order. */
  readonly keys: readonly string[];
  /** How many of them were not in the store. */
  readonly computed: number;
  /** Examples without an embedding; empty unless it was only looked. */
  readonly missing: readonly Example[];
}

/**
 * One embedding an example, in the examples' order, row by row in one array [examples, dim].
 *
 * A frozen backbone gives a spectrogram the same embedding every time: it is computed once and kept under a key of the
 * weights, the engine's identity, what the model's input is made by, and the features.
 */
export async function computeEmbeddings(
  examples: readonly Example[],
  {
    backbone,
    fingerprint,
    engine,
    input,
    settings,
    features,
    featureKeys,
    folder,
    title,
    lookOnly = false,
    reporter,
    signal,
  }: ComputeEmbeddingsOptions,
): Promise<Embeddings> {
  const family = digest({
    version: EMBEDDING_VERSION,
    fingerprint,
    engine: engine.identity,
    input: input.key(settings),
  });
  const store = new ArrayStore(join(folder, family.slice(0, 16)));
  await store.sweep();
  const dim = backbone.outputDim;
  const rows = new Float32Array(examples.length * dim);
  const keys = examples.map((example) => digest({ family, features: featureKeys.get(example) }));

  const missing: number[] = [];
  for (const [row, key] of keys.entries()) {
    const stored = await store.read(key);
    if (stored?.data.length === dim) rows.set(stored.data, row * dim);
    else missing.push(row);
  }

  if (lookOnly) return { rows, keys, computed: 0, missing: missing.map((row) => examples[row]!) };

  // One file in two parts (validation=test), or the same audio twice, is one embedding: the first row's.
  const rowOf = new Map<string, number>();
  for (const row of missing) if (!rowOf.has(keys[row]!)) rowOf.set(keys[row]!, row);
  const firsts = [...rowOf.values()];

  async function* images(): AsyncGenerator<StoredArray> {
    for (const row of firsts) {
      const key = featureKeys.get(examples[row]!)!;
      const planes = await features.read(key);
      if (!planes)
        throw new Error(`The stored features ${key} vanished while they were in use; run the command again.`);
      yield input.make(planes, settings);
    }
  }

  const stage = reporter.stage(`${title} embeddings`, firsts.length);
  let done = 0;
  if (firsts.length > 0) {
    const session = await openLoaded({ backbone }, engine);
    try {
      for await (const embedding of embedInputs(input, images(), {
        backbone: session,
        batchSize: INPUTS_AT_ONCE,
        signal,
      })) {
        const row = firsts[done++]!;
        rows.set(embedding, row * dim);
        await store.write(keys[row]!, { data: embedding, shape: [dim] });
        // The first of a batch comes when all of it is computed.
        stage.update(Math.min(firsts.length, INPUTS_AT_ONCE * Math.ceil(done / INPUTS_AT_ONCE)));
      }
    } finally {
      await session.dispose();
    }
  }
  for (const row of missing) {
    const first = rowOf.get(keys[row]!)!;
    rows.copyWithin(row * dim, first * dim, (first + 1) * dim);
  }
  stage.end(
    `${examples.length} of ${dim} numbers by ${engine.name}: ${firsts.length} computed, ${examples.length - firsts.length} reused`,
  );
  return { rows, keys, computed: firsts.length, missing: [] };
}
