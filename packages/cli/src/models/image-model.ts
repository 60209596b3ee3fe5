import { Matrix, toImage } from '@ser/dsp';
import {
  type BackboneName,
  backboneFingerprint,
  backboneGraph,
  describeBackbone,
  type FreezeOption,
  familyOf,
  preprocessInput,
} from '@ser/models';
import { usageError } from '../errors.ts';
import type { StoredArray } from '../files/array-store.ts';
import { nearest } from '../settings/nearest.ts';
import type { Settings } from '../settings/settings.ts';
import { keySettings } from '../settings/settings-of.ts';
import { splitClassifier } from '../stages/train/join-classifier.ts';
import type { Model } from './model.ts';
import { chooseWeights, findWeights } from './weights.ts';

/** What tells one published network from another. */
export type ImageModel = Pick<Model, 'name' | 'learningRate'> & { readonly keras: BackboneName };

/** A network of `keras.applications` on images of spectrograms, with a head of ours. */
export function imageModel({ name, keras, learningRate }: ImageModel): Model {
  return {
    name,
    also: [keras],
    isPublished: true,
    learningRate,
    keras,
    input: {
      kind: 'image',
      frontEnd: ({ features }) => features,
      shape: imageShape,
      make: (features, settings) => featureImage(features, keras, settings),
      key: (settings) => keySettings('embeddings', settings),
    },
    async check(weights, context) {
      await findWeights(keras, weights, context);
      return undefined;
    },
    async load(inputShape, weights, context) {
      const chosen = await chooseWeights(keras, weights, context);
      const backbone = describeBackbone(keras, {
        inputShape,
        pooling: 'avg',
        weights: chosen.weights,
        // Keras' default start lets activations vanish in VGG; with He's they keep their size.
        initializer: 'heNormal',
        seed: context.settings.seed,
        onWarning: (message) => context.reporter.warn(`--weights: ${message}`),
      });
      return { backbone, source: chosen.source, fingerprint: await backboneFingerprint(backbone) };
    },
    frozen: (train) => frozenOf(name, keras, train),
    async takeApart(whole, inputShape, settings) {
      const graph = backboneGraph(keras, { inputShape, pooling: 'avg' });
      const { weights, head } = await splitClassifier(whole, graph, settings);
      const backbone = describeBackbone(keras, { inputShape, pooling: 'avg', weights });
      return { backbone, fingerprint: await backboneFingerprint(backbone), head };
    },
  };
}

function frozenOf(name: string, keras: BackboneName, train: Settings['train']): FreezeOption | null {
  if (train === 'head') return null;
  if (train === 'full') return 'none';
  const { lastBlock } = familyOf(keras);
  if (train === 'last-block') return { before: lastBlock };
  const before = train.slice('from:'.length);
  const names = backboneGraph(keras)
    .layers.filter(({ type }) => type === 'conv2d' || type === 'batchNormalization')
    .map((layer) => layer.name);
  if (names.some((layer) => layer === before || layer.startsWith(`${before}_`))) return { before };
  const similar = nearest(before, names, 3);
  throw usageError(
    `train: ${name} has no layer "${before}"${similar.length > 0 ? `; near it: ${similar.join(', ')}` : ''}. ` +
      `Name a layer from ${names[0]} to ${names.at(-1)} or a block such as ${lastBlock}, or take last-block, which fits every model.`,
  );
}

/** What decides the image that a backbone sees. */
export type ImageSettings = Pick<
  Settings,
  'imageHeight' | 'imageWidth' | 'scaling' | 'scaleMin' | 'scaleMax' | 'preprocessing'
>;

/** Feature planes → one image [height, width, 3]: each plane scaled to [0, 1], resized, and preprocessed for the backbone. */
export function featureImage(planes: StoredArray, backbone: BackboneName, settings: ImageSettings): StoredArray {
  const [count, bands, frames] = planes.shape as [number, number, number];
  const matrices = Array.from(
    { length: count },
    (_, plane) => new Matrix(planes.data, [bands, frames], { offset: plane * bands * frames }),
  );
  const { imageHeight, imageWidth, scaling, scaleMin, scaleMax } = settings;
  const { data, shape } = toImage(matrices, {
    height: imageHeight ?? bands,
    width: imageWidth ?? frames,
    scaling: scaling === 'fixed-range' ? { min: scaleMin, max: scaleMax } : scaling,
  });
  if (settings.preprocessing === 'none') return { data, shape };
  return preprocessInput(backbone, { data: data.map((value) => 255 * value), shape });
}

/** Size of the images of features of a shape, [height, width, 3]. */
export function imageShape(
  features: readonly number[],
  { imageHeight, imageWidth }: Pick<ImageSettings, 'imageHeight' | 'imageWidth'>,
): readonly number[] {
  const [, bands, frames] = features as readonly [number, number, number];
  return [imageHeight ?? bands, imageWidth ?? frames, 3];
}
