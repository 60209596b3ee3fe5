import type { Group } from 'h5wasm';
import { ModelsError } from '../errors.ts';
import { type Hdf5, tensorReader } from './open-hdf5.ts';
import type { WeightMap, WeightTensor } from './weight-map.ts';

/**
 * Reads the layout of `model.save_weights("x.weights.h5")` in Keras 3: a group `layers`, in it a group for each layer that
 * is named after its class (`conv2d_3`) and holds the group `vars` with the datasets `0`, `1`, … and the layer's own name
 * as an attribute.
 *
 * Source: Keras 3 `keras.src.saving.saving_lib`.
 *
 * @returns The weights under the layers' own names; nothing if the file has another layout.
 */
export function readKeras3Layout(hdf5: Hdf5): WeightMap | undefined {
  if (!hdf5.group('/').keys().includes('layers')) return undefined;
  const layers = hdf5.group('/layers');
  const read = tensorReader();
  const weights = new Map<string, readonly WeightTensor[]>();
  for (const key of layers.keys().sort(byNumber)) {
    const layer = hdf5.child(layers, key);
    if (!layer.keys().includes('vars')) {
      throw new ModelsError(
        'invalid-file',
        `Layer "${key}" is a model within the model; save the weights of the inner one.`,
      );
    }
    const variables = hdf5.child(layer, 'vars');
    const tensors = variables
      .keys()
      .sort(byNumber)
      .map((name) => read(hdf5.dataset(variables, name), name));
    if (tensors.length > 0) weights.set(layerName(variables, key), tensors);
  }
  return weights;
}

/** Early versions of Keras 3 did not write it; `describeBackbone` then goes by order. */
function layerName(variables: Group, key: string): string {
  const { name } = variables.attrs;
  return typeof name?.value === 'string' ? name.value : key;
}

/** `conv2d`, `conv2d_1`, `conv2d_2`, …, `conv2d_10`: HDF5 sorts by letters. */
function byNumber(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}
