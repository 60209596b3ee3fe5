import { join } from 'node:path';
import { type Backbone, backboneFingerprint, describeBackbone } from '@ser/models';
import { computeEmbeddings } from '../embeddings/compute-embeddings.ts';
import { imageShape } from '../features/feature-image.ts';
import { MODELS, type ModelName } from '../models.ts';
import type { Engine } from './engines.ts';
import type { PipelineContext, Prepared } from './prepare.ts';
import { type ChosenWeights, chooseWeights } from './weights.ts';

/** The three parts of a prepared corpus. */
export type Part = 'train' | 'validation' | 'test';

/** A backbone with its weights, and how to tell it from others. */
export interface LoadedBackbone extends ChosenWeights {
  readonly backbone: Backbone;
  readonly fingerprint: string;
}

/** A prepared corpus as a model's frozen backbone sees it. */
export interface EmbeddedCorpus {
  readonly loaded: LoadedBackbone;
  /** Numbers an embedding. */
  readonly dim: number;
  /** Row by row, in the order of the prepared examples; only the parts that were asked for. */
  readonly rows: Readonly<Partial<Record<Part, Float32Array>>>;
}

/** What it takes to build a backbone. */
export type BackboneContext = Pick<PipelineContext, 'settings' | 'cache' | 'reporter' | 'signal'>;

/** Builds the backbone of a model for images of the given size. */
export async function loadBackbone(
  model: ModelName,
  inputShape: readonly [number, number, number],
  weightsOption: string | undefined,
  { settings, cache, reporter, signal }: BackboneContext,
): Promise<LoadedBackbone> {
  const name = MODELS[model].backbone;
  const chosen = await chooseWeights(name, weightsOption, { cache, reporter, signal });
  const backbone = describeBackbone(name, {
    inputShape: [...inputShape],
    pooling: 'avg',
    weights: chosen.weights,
    // Keras' default start lets activations vanish in VGG; with He's they keep their size.
    initializer: 'heNormal',
    seed: settings.seed,
  });
  return { ...chosen, backbone, fingerprint: await backboneFingerprint(backbone) };
}

/** Embeds the given parts of a prepared corpus by a model's frozen backbone. */
export async function embedCorpus(
  model: ModelName,
  prepared: Prepared,
  parts: readonly Part[],
  { weights, engine }: { weights: string | undefined; engine: Engine },
  context: Omit<PipelineContext, 'data'>,
): Promise<EmbeddedCorpus> {
  const { settings, cache, stages, reporter, signal } = context;
  const planes = { data: new Float32Array(), shape: prepared.index.shape };
  const loaded = await loadBackbone(model, imageShape(planes, settings), weights, context);
  const stage = stages.start('embeddings', model);
  const embeddings = await computeEmbeddings(
    parts.flatMap((part) => prepared[part]),
    {
      ...loaded,
      engine,
      settings,
      features: prepared.features,
      featureKeys: prepared.index.keys,
      folder: join(cache, 'embeddings'),
      title: model,
      reporter,
      signal,
    },
  );
  const { rows: all, keys, computed } = embeddings;
  await stage.end({ items: keys.length, computed, of: keys });
  const dim = loaded.backbone.outputDim;
  let start = 0;
  const rows: Partial<Record<Part, Float32Array>> = {};
  for (const part of parts) {
    const end = start + prepared[part].length * dim;
    rows[part] = all.subarray(start, end);
    start = end;
  }
  return { loaded, dim, rows };
}
