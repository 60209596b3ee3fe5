import { ModelsError } from '../errors.ts';
import { readKeras3Layout } from './keras3-layout.ts';
import { readLegacyLayout } from './legacy-layout.ts';
import { corrupt, openHdf5 } from './open-hdf5.ts';
import type { WeightMap } from './weight-map.ts';

/**
 * Reads a Keras weight file: the HDF5 files of `keras.applications`, of `model.save_weights("x.h5")` up to Keras 2, of
 * `model.save("x.h5")`, and `x.weights.h5` of Keras 3.
 *
 * The older layout keeps the order of the file, by which Keras itself assigns the weights; the layout of Keras 3 is read by
 * layer name. `describeBackbone` and `createBackbone` check the result against a model. HDF5 is read by the package h5wasm,
 * loaded on first use.
 *
 * @param bytes - The whole file.
 * @throws ModelsError `invalid-file` when the bytes are no such file, cut off or corrupt.
 */
export async function readKerasWeights(bytes: Uint8Array): Promise<WeightMap> {
  const hdf5 = await openHdf5(bytes);
  try {
    const weights = readLegacyLayout(hdf5) ?? readKeras3Layout(hdf5);
    if (!weights) {
      throw new ModelsError(
        'invalid-file',
        'The HDF5 file holds neither an attribute "layer_names" nor a group "layers", so it is not a Keras weight file. ' +
          `Its root holds ${hdf5.group('/').keys().slice(0, 8).join(', ') || 'nothing'}.`,
      );
    }
    if (weights.size === 0) throw new ModelsError('invalid-file', 'The file lists no layer that has weights.');
    return weights;
  } catch (cause) {
    throw ModelsError.isInstance(cause) ? cause : corrupt(cause);
  } finally {
    hdf5.close();
  }
}
