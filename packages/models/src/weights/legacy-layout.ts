import { ModelsError } from '../errors.ts';
import type { Group } from './hdf5/open-hdf5.ts';
import type { WeightMap, WeightTensor } from './weight-map.ts';
import { namesIn, weightReader } from './weight-reader.ts';

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
export async function readLegacyLayout(root: Group, bytes: Uint8Array): Promise<WeightMap | undefined> {
  // `model.save` puts the weights beside the architecture.
  const model = root.keys.includes('model_weights') ? root.group('model_weights') : root;
  const layers = list(model, 'layer_names');
  if (!layers) return undefined;
  const read = weightReader(bytes);
  const weights = new Map<string, readonly WeightTensor[]>();
  const named = new Set<string>();
  for (const layer of layers) {
    if (named.has(layer)) throw new ModelsError('invalid-file', `The file lists layer "${layer}" twice.`);
    named.add(layer);
    const group = model.group(layer);
    const tensors: WeightTensor[] = [];
    for (const name of list(group, 'weight_names') ?? []) tensors.push(await read(group, name, plainName(name)));
    if (tensors.length > 0) weights.set(layer, tensors);
  }
  return weights;
}

/** A list of names: one attribute, or its pieces `name0`, `name1`, … */
function list(group: Group, attribute: string): readonly string[] | undefined {
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
