import { ModelsError } from '../errors.ts';
import { requireBytes } from '../input/require-bytes.ts';
import { openHdf5 } from './hdf5/open-hdf5.ts';
import { readKeras3Layout } from './keras3-layout.ts';
import { readLegacyLayout } from './legacy-layout.ts';
import type { WeightMap } from './weight-map.ts';

/**
 * Reads a Keras weight file: the HDF5 files of `keras.applications`, of `model.save_weights("x.h5")` up to Keras 2, of
 * `model.save("x.h5")`, and `x.weights.h5` of Keras 3.
 *
 * The older layout keeps the order of the file, by which Keras itself assigns the weights; the layout of Keras 3 is read by
 * layer name, those of models within the model too. There a layer of several parts has them all, named by part:
 * `forward_layer/cell/0`; the parts of Keras' own layers (`Bidirectional`, `MultiHeadAttention`) come in the order of
 * `layer.weights`, those of layers that somebody wrote by name, because the file says no order. Weights of 16 bits come out as
 * float32. `describeBackbone` and `createBackbone` check the result against a model.
 *
 * @param file - The whole file.
 * @throws ModelsError `invalid-input` for what is no Uint8Array; `invalid-file` when the bytes are no such file, cut off or corrupt.
 */
export async function readKerasWeights(file: Uint8Array): Promise<WeightMap> {
  requireBytes('readKerasWeights', file);
  const { root, bytes } = openHdf5(file);
  const weights = (await readLegacyLayout(root, bytes)) ?? (await readKeras3Layout(root, bytes));
  if (!weights) {
    throw new ModelsError(
      'invalid-file',
      'The HDF5 file holds neither an attribute "layer_names" nor a group "layers", so it is not a Keras weight file. ' +
        `Its root holds ${root.keys.slice(0, 8).join(', ').slice(0, 200) || 'nothing'}.`,
    );
  }
  if (weights.size === 0) throw new ModelsError('invalid-file', 'The file lists no layer that has weights.');
  return weights;
}
