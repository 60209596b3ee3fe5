import { join } from 'node:path';
import { type Backbone, backboneFingerprint, describeBackbone } from '@ser/models';
import type { Part } from '../corpus/clip.ts';
import { computeEmbeddings } from '../embeddings/compute-embeddings.ts';
import { MODELS, type ModelName } from '../models.ts';
import type { Engine } from './engines.ts';
import type { PipelineContext, Prepared } from './prepare.ts';
import { type ChosenWeights, chooseWeights } from './weights.ts';

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

/** Embeds the given parts of a prepared corpus by a model's frozen backbone; a stage of its own in the run's log. */
export async function embedCorpus(
  model: ModelName,
  prepared: Prepared,
  parts: readonly Part[],
  { loaded, engine }: { loaded: LoadedBackbone; engine: Engine },
  context: BackboneContext & Pick<PipelineContext, 'stages'>,
): Promise<EmbeddedCorpus> {
  const stage = context.stages.start('embeddings', model);
  const { keys, computed, ...embedded } = await embedParts(model, prepared, parts, { loaded, engine }, context);
  await stage.end({ items: keys.length, computed, of: keys });
  return embedded;
}

/** Embeds the given parts of a prepared corpus by any backbone, frozen or fine-tuned. */
export async function embedParts(
  model: ModelName,
  prepared: Prepared,
  parts: readonly Part[],
  { loaded, engine }: { loaded: LoadedBackbone; engine: Engine },
  { settings, cache, reporter, signal }: BackboneContext,
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
      settings,
      features: prepared.features,
      featureKeys: prepared.index.keys,
      folder: join(cache, 'embeddings'),
      title: model,
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
