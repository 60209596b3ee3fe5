import { ModelsError } from '../errors.ts';
import type { Group } from './hdf5/open-hdf5.ts';
import type { WeightMap, WeightTensor } from './weight-map.ts';
import { weightReader } from './weight-reader.ts';

/** Models, and parts of layers, inside one another that are followed. */
const DEEPEST = 8;
/** Layers and parts of one file: groups that hold themselves would give more without end. */
const MOST_PARTS = 100_000;

/**
 * Reads the layout of `model.save_weights("x.weights.h5")` in Keras 3: a group `layers`, in it a group for each layer that
 * is named after its class (`conv2d_3`) and holds the group `vars` with the datasets `0`, `1`, … and the layer's own name
 * as an attribute. A layer that is a model itself has a group `layers` of its own; one that is made of parts, as a recurrent one of its
 * cell, has a group for each of them.
 *
 * Source: Keras 3 `keras.src.saving.saving_lib`.
 *
 * @returns The weights under the layers' own names, those of inner models too; nothing if the file has another layout.
 */
export async function readKeras3Layout(root: Group, bytes: Uint8Array): Promise<WeightMap | undefined> {
  if (!root.keys.includes('layers')) return undefined;
  const read = weightReader(bytes);
  const weights = new Map<string, readonly WeightTensor[]>();
  const visit = async (model: Group, depth: number): Promise<void> => {
    if (depth > DEEPEST) throw new ModelsError('invalid-file', `Models are nested more than ${DEEPEST} deep.`);
    const layers = model.group('layers');
    for (const key of [...layers.keys].sort(byNumber)) {
      const layer = layers.group(key);
      const tensors: WeightTensor[] = [];
      await collect(layer, '', tensors, depth + 1);
      if (tensors.length === 0) continue;
      const name = layerName(layer, key);
      if (weights.has(name)) throw new ModelsError('invalid-file', `The file has two layers "${name}".`);
      weights.set(name, tensors);
    }
  };
  /** Weights of a layer, then those of its parts, by path; a model among them has layers of its own. */
  let parts = 0;
  const collect = async (part: Group, path: string, tensors: WeightTensor[], depth: number): Promise<void> => {
    if (++parts > MOST_PARTS) throw new ModelsError('invalid-file', `The file has more than ${MOST_PARTS} layers.`);
    if (depth > DEEPEST) throw new ModelsError('invalid-file', `Layers are nested more than ${DEEPEST} deep.`);
    if (part.keys.includes('layers')) return visit(part, depth);
    if (part.keys.includes('vars')) {
      const variables = part.group('vars');
      for (const name of [...variables.keys].sort(byNumber)) tensors.push(await read(variables, name, path + name));
    }
    for (const key of [...part.keys].sort(byNumber)) {
      // What a dropout draws with is no weight.
      if (key !== 'vars' && key !== 'seed_generator')
        await collect(part.group(key), `${path}${key}/`, tensors, depth + 1);
    }
  };
  await visit(root, 0);
  return weights;
}

/** Early versions of Keras 3 did not write it; `describeBackbone` then goes by order. */
function layerName(layer: Group, key: string): string {
  return (layer.keys.includes('vars') ? layer.group('vars').attribute('name')?.texts?.[0] : undefined) ?? key;
}

/** `conv2d`, `conv2d_1`, `conv2d_2`, …, `conv2d_10`: HDF5 sorts by letters. */
function byNumber(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}
