import { ModelsError } from '../errors.ts';
import type { Group } from './hdf5/open-hdf5.ts';
import type { WeightMap, WeightTensor } from './weight-map.ts';
import { weightReader } from './weight-reader.ts';

/** Models inside one another that are followed. */
const DEEPEST = 8;

/**
 * Reads the layout of `model.save_weights("x.weights.h5")` in Keras 3: a group `layers`, in it a group for each layer that
 * is named after its class (`conv2d_3`) and holds the group `vars` with the datasets `0`, `1`, … and the layer's own name
 * as an attribute. A layer that is a model itself has a group `layers` of its own.
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
      if (layer.keys.includes('layers')) {
        await visit(layer, depth + 1);
        continue;
      }
      if (!layer.keys.includes('vars')) {
        throw new ModelsError(
          'invalid-file',
          `Layer "${key}" is a model within the model; save the weights of the inner one.`,
        );
      }
      const variables = layer.group('vars');
      const tensors: WeightTensor[] = [];
      for (const name of [...variables.keys].sort(byNumber)) tensors.push(await read(variables, name, name));
      if (tensors.length === 0) continue;
      const name = layerName(variables, key);
      if (weights.has(name)) throw new ModelsError('invalid-file', `The file has two layers "${name}".`);
      weights.set(name, tensors);
    }
  };
  await visit(root, 0);
  return weights;
}

/** Early versions of Keras 3 did not write it; `describeBackbone` then goes by order. */
function layerName(variables: Group, key: string): string {
  return variables.attribute('name')?.texts?.[0] ?? key;
}

/** `conv2d`, `conv2d_1`, `conv2d_2`, …, `conv2d_10`: HDF5 sorts by letters. */
function byNumber(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}
