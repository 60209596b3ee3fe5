import type { Group } from 'h5wasm';
import { ModelsError } from '../errors.ts';
import { type Hdf5, namesIn, tensorReader } from './open-hdf5.ts';
import type { WeightMap, WeightTensor } from './weight-map.ts';

/**
 * Reads the layout that Keras wrote up to version 2 and still writes for `model.save("x.h5")`: the attribute `layer_names`
 * lists the layers in order, each layer's group lists its datasets in `weight_names`.
 *
 * All three styles of dataset names are accepted (`block1_conv1_W_1:0`, `kernel:0`, `kernel`), and lists that Keras split
 * over several attributes because they were too long for one.
 *
 * Source: Keras 3 `keras.src.legacy.saving.legacy_h5_format.load_weights_from_hdf5_group`.
 *
 * @returns The weights in the order of the file; nothing if it has another layout.
 */
export function readLegacyLayout(hdf5: Hdf5): WeightMap | undefined {
  const root = hdf5.group('/');
  // `model.save` puts the weights beside the architecture.
  const model = root.keys().includes('model_weights') ? hdf5.group('/model_weights') : root;
  const layers = list(model, 'layer_names');
  if (!layers) return undefined;
  const read = tensorReader();
  const weights = new Map<string, readonly WeightTensor[]>();
  for (const layer of layers) {
    const group = hdf5.child(model, layer);
    const tensors = (list(group, 'weight_names') ?? []).map((name) => read(hdf5.dataset(group, name), plainName(name)));
    if (tensors.length === 0) continue;
    if (weights.has(layer)) throw new ModelsError('invalid-file', `The file lists layer "${layer}" twice.`);
    weights.set(layer, tensors);
  }
  return weights;
}

/** A list of names: one attribute, or its pieces `name0`, `name1`, … */
function list(group: Group, attribute: string): string[] | undefined {
  const whole = namesIn(group, attribute);
  if (whole) return whole;
  const names: string[] = [];
  for (let i = 0; ; i++) {
    const piece = namesIn(group, `${attribute}${i}`);
    if (!piece) return i === 0 ? undefined : names;
    names.push(...piece);
  }
}

/** `conv1_conv/kernel:0` → `kernel`, `block1_conv1_W_1:0` → `kernel`, `block1_conv1_b_1:0` → `bias`. */
function plainName(name: string): string {
  const last = name.replace(/:\d+$/, '').split('/').pop()!;
  if (/_W(_\d+)?$/.test(last)) return 'kernel';
  if (/_b(_\d+)?$/.test(last)) return 'bias';
  return last;
}
