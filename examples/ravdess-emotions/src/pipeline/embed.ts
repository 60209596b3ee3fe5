import { join } from 'node:path';
import { type Backbone, backboneFingerprint, describeBackbone } from '@ser/models';
import type { Example } from '../corpus/clip.ts';
import { computeEmbeddings } from '../embeddings/compute-embeddings.ts';
import { imageShape } from '../features/feature-image.ts';
import { MODELS, type ModelName } from '../models.ts';
import type { Engine } from './engines.ts';
import type { PipelineContext, Prepared } from './prepare.ts';
import { type ChosenWeights, chooseWeights } from './weights.ts';

/** A backbone with its weights, and how to tell it from others. */
export interface LoadedBackbone extends ChosenWeights {
  readonly backbone: Backbone;
  readonly fingerprint: string;
}

/** Builds the backbone of a model for images of the given size. */
export async function loadBackbone(
  model: ModelName,
  inputShape: readonly [number, number, number],
  weightsOption: string | undefined,
  { settings, cache, reporter, signal }: Omit<PipelineContext, 'data'>,
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

/** Embeddings of some examples by a model's frozen backbone, row by row. */
export async function embed(
  model: ModelName,
  examples: readonly Example[],
  prepared: Pick<Prepared, 'features' | 'index'>,
  { backbone, fingerprint }: LoadedBackbone,
  engine: Engine,
  { settings, cache, reporter, signal }: Omit<PipelineContext, 'data'>,
): Promise<Float32Array> {
  return computeEmbeddings(examples, {
    backbone,
    fingerprint,
    engine,
    settings,
    features: prepared.features,
    featureKeys: prepared.index.keys,
    folder: join(cache, 'embeddings'),
    title: model,
    reporter,
    signal,
  });
}

/** Image size of a prepared corpus. */
export function inputShapeOf(prepared: Pick<Prepared, 'index'>, settings: PipelineContext['settings']): [number, number, number] {
  return imageShape({ data: new Float32Array(), shape: prepared.index.shape }, settings);
}
