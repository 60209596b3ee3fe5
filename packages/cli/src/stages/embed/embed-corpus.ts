import { join } from 'node:path';
import type { Part } from '../../corpus/clip.ts';
import type { OpenEngine } from '../../engines/engine.ts';
import type { LoadContext, LoadedBackbone, Model } from '../../models/model.ts';
import type { PipelineContext, Prepared } from '../prepare/prepare.ts';
import { computeEmbeddings } from './compute-embeddings.ts';

/** A prepared corpus as a model's frozen backbone sees it. */
export interface EmbeddedCorpus {
  readonly loaded: LoadedBackbone;
  /** Numbers an embedding. */
  readonly dim: number;
  /** Row by row, in the order of the prepared examples; only the parts that were asked for. */
  readonly rows: Readonly<Partial<Record<Part, Float32Array>>>;
}

/** What of a prepared corpus an embedding needs. */
export type EmbeddableParts = Pick<Prepared, Part | 'features' | 'index'>;

/** Embeds the given parts of a prepared corpus by a model's frozen backbone; a stage of its own in the run's log. */
export async function embedCorpus(
  model: Model,
  prepared: Prepared,
  parts: readonly Part[],
  { loaded, engine }: { loaded: LoadedBackbone; engine: OpenEngine },
  context: LoadContext & Pick<PipelineContext, 'stages'>,
): Promise<EmbeddedCorpus> {
  const stage = context.stages.start('embeddings', model.name);
  const { keys, computed, ...embedded } = await embedParts(model, prepared, parts, { loaded, engine }, context);
  await stage.end({ items: keys.length, computed, of: keys });
  return embedded;
}

/** Embeds the given parts of a prepared corpus by any backbone, frozen or fine-tuned. */
export async function embedParts(
  model: Model,
  prepared: EmbeddableParts,
  parts: readonly Part[],
  { loaded, engine }: { loaded: LoadedBackbone; engine: OpenEngine },
  { settings, cache, reporter, signal }: LoadContext,
): Promise<EmbeddedCorpus & { readonly keys: readonly string[]; readonly computed: number }> {
  const {
    rows: all,
    keys,
    computed,
  } = await computeEmbeddings(
    parts.flatMap((part) => prepared[part]),
    {
      ...loaded,
      engine,
      input: model.input,
      settings,
      features: prepared.features,
      featureKeys: prepared.index.keys,
      folder: join(cache, 'embeddings'),
      title: model.name,
      reporter,
      signal,
    },
  );
  const dim = loaded.backbone.outputDim;
  let start = 0;
  const rows: Partial<Record<Part, Float32Array>> = {};
  for (const part of parts) {
    const end = start + prepared[part].length * dim;
    rows[part] = all.subarray(start, end);
    start = end;
  }
  return { loaded, dim, rows, keys, computed };
}
