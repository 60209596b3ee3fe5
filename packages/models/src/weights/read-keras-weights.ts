import type { Dataset, Group } from 'h5wasm';
import { ModelsError } from '../errors.ts';
import { type Hdf5, openHdf5 } from './open-hdf5.ts';
import type { WeightMap, WeightTensor } from './weight-map.ts';
import { sizeOf } from './weight-specs.ts';

/** A file that claims more is not a weight file: the deepest network here has 564 layers, and four weights in one. */
const limits = { layers: 100_000, tensorsOfLayer: 1_000, bytes: 4 * 2 ** 30 };

/**
 * Reads a Keras weight file in the HDF5 layout of `model.save_weights("x.h5")` up to Keras 2, of `model.save("x.h5")` up
 * to today, and of the files of `keras.applications`.
 *
 * All three styles of dataset names are accepted (`block1_conv1_W_1:0`, `kernel:0`, `kernel`), and name lists that Keras
 * split over several attributes. The result keeps the order of the file, by which Keras itself assigns the weights;
 * `describeBackbone` and `createBackbone` check it against a model. HDF5 is read by the package h5wasm, loaded on first
 * use.
 *
 * Source: Keras 3 `keras.src.legacy.saving.legacy_h5_format.load_weights_from_hdf5_group`.
 *
 * @param bytes - The whole file.
 * @throws ModelsError `invalid-file` when the bytes are no such file, cut off or corrupt.
 */
export async function readKerasWeights(bytes: Uint8Array): Promise<WeightMap> {
  const hdf5 = await openHdf5(bytes);
  try {
    return readModel(hdf5);
  } catch (cause) {
    if (ModelsError.isInstance(cause)) throw cause;
    throw new ModelsError('invalid-file', `The HDF5 file is corrupt or cut off (${String(cause)}). Fetch it again.`, {
      cause,
    });
  } finally {
    hdf5.close();
  }
}

function readModel(hdf5: Hdf5): WeightMap {
  const root = hdf5.group('/');
  // `model.save` puts the weights beside the architecture.
  const model = root.keys().includes('model_weights') ? hdf5.group('/model_weights') : root;
  const layers = names(model, 'layer_names', limits.layers);
  if (!layers) {
    const isNewer = root.keys().includes('layers') || root.keys().includes('_layer_checkpoint_dependencies');
    throw new ModelsError(
      'invalid-file',
      'The HDF5 file has no attribute "layer_names", so it is not a Keras weight file of the HDF5 layout' +
        (isNewer
          ? ': it is a ".weights.h5" of Keras 3. Load it in Keras and write it with model.save("name.h5").'
          : `. Its root holds ${root.keys().slice(0, 8).join(', ') || 'nothing'}.`),
    );
  }
  let total = 0;
  const weights = new Map<string, readonly WeightTensor[]>();
  for (const layer of layers) {
    const group = hdf5.child(model, layer);
    const tensors = (names(group, 'weight_names', limits.tensorsOfLayer) ?? []).map((name): WeightTensor => {
      const dataset = hdf5.dataset(group, name);
      const { shape, data } = values(dataset, () => {
        total += sizeOf(dataset.shape ?? []) * dataset.metadata.size;
        return total;
      });
      return { name: plainName(name), shape, data };
    });
    if (tensors.length > 0) {
      if (weights.has(layer)) throw new ModelsError('invalid-file', `The file lists layer "${layer}" twice.`);
      weights.set(layer, tensors);
    }
  }
  if (weights.size === 0) throw new ModelsError('invalid-file', 'The file lists no layer that has weights.');
  return weights;
}

/** A list of names, whole or split over `name0`, `name1`, … as Keras does when it is too long for one attribute. */
function names(group: Group, attribute: string, limit: number): string[] | undefined {
  const { attrs } = group;
  const parts = attrs[attribute] ? [attribute] : [];
  while (parts[0] !== attribute && attrs[`${attribute}${parts.length}`]) parts.push(`${attribute}${parts.length}`);
  if (parts.length === 0) return undefined;
  const list: string[] = [];
  for (const part of parts) {
    const { shape } = attrs[part]!;
    const size = sizeOf(shape ?? []);
    if (shape?.length !== 1 || list.length + size > limit) {
      throw new ModelsError(
        'invalid-file',
        `Attribute "${part}" of ${group.path} must be a list of at most ${limit} names; its shape is [${shape ?? ''}].`,
      );
    }
    // An empty list has no readable value.
    if (size === 0) continue;
    const value = attrs[part]!.to_array();
    if (!Array.isArray(value) || !value.every((name) => typeof name === 'string')) {
      throw new ModelsError('invalid-file', `Attribute "${part}" of ${group.path} must hold names; it holds no text.`);
    }
    list.push(...(value as string[]));
  }
  return list;
}

function values(dataset: Dataset, addUp: () => number): { shape: number[]; data: Float32Array } {
  const { shape, metadata } = dataset;
  const isFloat = metadata.type === 1 && [4, 8].includes(metadata.size);
  if (!shape || !isFloat || addUp() > limits.bytes) {
    throw new ModelsError(
      'invalid-file',
      `Weight "${dataset.path}" must be float32 or float64, at most 4 GiB in all; it is ${JSON.stringify(dataset.dtype)} ` +
        `of shape [${shape ?? ''}].`,
    );
  }
  const { value } = dataset;
  const data = value instanceof Float32Array ? value : Float32Array.from(value as ArrayLike<number>);
  if (data.length !== sizeOf(shape)) {
    throw new ModelsError('invalid-file', `Weight "${dataset.path}" holds ${data.length} values for shape [${shape}].`);
  }
  return { shape, data };
}

/** `conv1_conv/kernel:0` → `kernel`, `block1_conv1_W_1:0` → `kernel`, `block1_conv1_b_1:0` → `bias`. */
function plainName(name: string): string {
  const last = name.replace(/:\d+$/, '').split('/').pop()!;
  if (/_W(_\d+)?$/.test(last)) return 'kernel';
  if (/_b(_\d+)?$/.test(last)) return 'bias';
  return last;
}
