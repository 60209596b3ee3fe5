import { ModelsError } from '../errors.ts';
import type { Group } from './hdf5/open-hdf5.ts';
import type { WeightMap, WeightTensor } from './weight-map.ts';
import { weightReader } from './weight-reader.ts';

/** Models, and parts of layers, inside one another that are followed: a group that holds itself would have no end. */
const DEEPEST = 8;
/** Layers and parts of one file: ten links to one group, each with ten to the next, would give 10⁸. */
const MOST_PARTS = 100_000;

/** What a model holds besides layers and weights. */
const NO_LAYERS: readonly string[] = ['layers', 'optimizer', 'metrics'];
/** The parts of Keras' own layers in the order of `layer.weights`: of `Bidirectional`, and of the attention layers. */
const KERAS_ORDER: readonly string[] = [
  ...['forward_layer', 'backward_layer'],
  ...['query_dense', 'key_dense', 'value_dense', 'output_dense'],
];

/**
 * Reads the layout of `model.save_weights("x.weights.h5")` in Keras 3: a group `layers`, in it a group for each layer that
 * is named after its class (`conv2d_3`) and holds the group `vars` with the datasets `0`, `1`, … and the layer's own name
 * as an attribute. A layer that is a model itself has a group `layers` of its own; one that is made of parts, as a recurrent one of its
 * cell, has a group for each of them. Models too may have weights and parts of their own beside their layers.
 *
 * The file does not say in which order Keras made the parts of a layer. Those of Keras' layers are known; others are taken by name.
 *
 * Source: Keras 3 `keras.src.saving.saving_lib`.
 *
 * @returns The weights under the layers' own names, those of inner models too; nothing if the file has another layout.
 */
export async function readKeras3Layout(root: Group, bytes: Uint8Array): Promise<WeightMap | undefined> {
  if (!root.keys.includes('layers')) return undefined;
  const read = weightReader(bytes);
  // `conv2d`, `conv2d_1`, `conv2d_2`, …, `conv2d_10`: HDF5 sorts by letters.
  const { compare: byNumber } = new Intl.Collator('en', { numeric: true });
  const byKerasOrder = (a: string, b: string): number => placeOf(a) - placeOf(b) || byNumber(a, b);
  const weights = new Map<string, readonly WeightTensor[]>();
  let parts = 0;
  /** A layer or model: what is its own, then the layers within it, each with an entry of its own. */
  const visit = async (owner: Group, key: string, depth: number): Promise<void> => {
    const tensors: WeightTensor[] = [];
    const models: { readonly model: Group; readonly depth: number }[] = [];
    /** Weights of a part, then those of its parts, by path. */
    const collect = async (part: Group, path: string, depth: number): Promise<void> => {
      if (++parts > MOST_PARTS)
        throw new ModelsError('invalid-file', `The file has more than ${MOST_PARTS} layers and parts of layers.`);
      if (depth > DEEPEST)
        throw new ModelsError('invalid-file', `Layers and models are nested more than ${DEEPEST} deep.`);
      if (part.keys.includes('vars')) {
        const variables = part.group('vars');
        for (const name of [...variables.keys].sort(byNumber)) tensors.push(await read(variables, name, path + name));
      }
      const isModel = part.keys.includes('layers');
      if (isModel) models.push({ model: part, depth });
      for (const name of [...part.keys].sort(byKerasOrder)) {
        if (name === 'vars' || (isModel && NO_LAYERS.includes(name))) continue;
        await collect(part.group(name), `${path}${name}/`, depth + 1);
      }
    };
    await collect(owner, '', depth);
    if (tensors.length > 0) {
      const name = layerName(owner, key);
      if (weights.has(name)) throw new ModelsError('invalid-file', `The file has two layers "${name}".`);
      weights.set(name, tensors);
    }
    for (const { model, depth } of models) {
      const layers = model.group('layers');
      for (const name of [...layers.keys].sort(byNumber)) await visit(layers.group(name), name, depth + 1);
    }
  };
  await visit(root, 'model', 0);
  return weights;
}

/** Early versions of Keras 3 did not write it; `describeBackbone` then goes by order. */
function layerName(layer: Group, key: string): string {
  return (layer.keys.includes('vars') ? layer.group('vars').attribute('name')?.texts?.[0] : undefined) ?? key;
}

/** Its place among the parts that Keras makes in a known order, `_query_dense` as `query_dense`; -1 of others, which come before. */
function placeOf(part: string): number {
  return KERAS_ORDER.indexOf(part.replace(/^_/, ''));
}
