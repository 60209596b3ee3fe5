import { ModelsError } from '../errors.ts';
import type { Group } from './hdf5/open-hdf5.ts';
import { isNumeric, readFloats } from './hdf5/read-dataset.ts';
import type { WeightTensor } from './weight-map.ts';
import { sizeOf } from './weight-specs.ts';

/** Bytes of all weights of a file: the largest official one has 575 MB. */
const MOST_BYTES = 2 ** 30;

/** The names that an attribute of a group lists; nothing if there is no such attribute. */
export function namesIn(group: Group, attribute: string): readonly string[] | undefined {
  const found = group.attribute(attribute);
  if (!found) return undefined;
  // An empty list may be of any type.
  if (sizeOf(found.shape) === 0) return [];
  if (found.shape.length !== 1 || !found.texts) {
    throw new ModelsError('invalid-file', `Attribute "${attribute}" of "${group.path}" must be a list of names.`);
  }
  return found.texts;
}

/** A function that reads datasets as weights and refuses when one file gives too much. */
export function weightReader(bytes: Uint8Array): (group: Group, path: string, name: string) => Promise<WeightTensor> {
  let total = 0;
  return async (group, path, name) => {
    const dataset = group.dataset(path);
    const place = `${group.path === '/' ? '' : group.path}/${path}`;
    const { shape, type } = dataset;
    total += sizeOf(shape) * 4;
    if (!isNumeric(dataset)) {
      throw new ModelsError(
        'invalid-file',
        `Weight "${place}" must be float16, bfloat16, float32 or float64, or a single whole number of 4 or 8 bytes; it is ` +
          `${type.kind === 'other' ? type.name : type.kind} of shape [${shape}].`,
      );
    }
    if (!(total <= MOST_BYTES)) {
      throw new ModelsError(
        'invalid-file',
        `All weights together may take 1 GiB as float32; with "${place}" of shape [${shape}] they take more.`,
      );
    }
    const data = await readFloats(bytes, dataset);
    for (const value of data) {
      // Infinity and NaN, minus themselves, are NaN.
      if (value - value === 0) continue;
      throw new ModelsError('invalid-file', `Weight "${place}" holds values that are not finite numbers.`);
    }
    return { name, shape, data };
  };
}
