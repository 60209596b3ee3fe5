import type { Dataset, File, Group } from 'h5wasm';
import { ModelsError } from '../errors.ts';
import type { WeightTensor } from './weight-map.ts';
import { sizeOf } from './weight-specs.ts';

/** A file that claims more is no weight file: the deepest network here has 565 layers, the largest file 575 MB. */
const limits = { names: 100_000, bytes: 2 ** 30 };

/** An HDF5 file in memory, open for reading; what is not there or of another kind is an `invalid-file` error. */
export interface Hdf5 {
  group(path: string): Group;
  child(parent: Group, name: string): Group;
  dataset(parent: Group, path: string): Dataset;
  close(): void;
}

/** HDF5 files begin with this. */
const signature = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a];

/**
 * Opens the bytes of an HDF5 file with h5wasm, which is loaded now.
 *
 * @throws ModelsError `invalid-file` when the bytes are not HDF5 or cannot be opened; `missing-dependency` when h5wasm
 * does not load.
 */
export async function openHdf5(bytes: Uint8Array): Promise<Hdf5> {
  if (!signature.every((byte, i) => bytes[i] === byte)) {
    const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b;
    throw new ModelsError(
      'invalid-file',
      `The ${bytes.length} bytes are not HDF5. ` +
        (isZip
          ? 'They are a zip archive: from a .keras file take "model.weights.h5" out of it.'
          : 'Was a web page saved in place of the file?'),
    );
  }
  const h5wasm = await load();
  const library = await h5wasm.ready;
  // Everything from here to `close` is synchronous, so one name and one setting serve all callers.
  const name = '/ser-models-weights.h5';
  // Otherwise the library prints what is wrong with a file and goes on.
  library.activate_throwing_error_handler();
  const clean = (): void => {
    library.deactivate_throwing_error_handler();
    library.FS.unlink(name);
  };
  library.FS.writeFile(name, bytes);
  let file: File;
  try {
    file = new h5wasm.File(name, 'r');
  } catch (cause) {
    clean();
    throw corrupt(cause);
  }
  const wanted = <T>(kind: string, type: new (...args: never[]) => T, parent: Group, path: string): T => {
    const entity = parent.get(path);
    if (entity instanceof type) return entity;
    throw new ModelsError('invalid-file', `The HDF5 file has no ${kind} "${path}" in "${parent.path}".`);
  };
  return {
    group: (path) => wanted('group', h5wasm.Group, file, path),
    child: (parent, child) => wanted('group', h5wasm.Group, parent, child),
    dataset: (parent, path) => wanted('dataset', h5wasm.Dataset, parent, path),
    close: () => {
      try {
        file.close();
      } finally {
        clean();
      }
    },
  };
}

/** The error for a file that HDF5 itself cannot make sense of. */
export function corrupt(cause: unknown): ModelsError {
  // The library's message is a stack of frames "#006: file line 577 in function(): reason"; the last one says most.
  const reason = /.*#\d+: .*?: ([^\n]*)/s.exec(String(cause))?.[1] ?? String(cause).split('\n')[0];
  return new ModelsError('invalid-file', `The HDF5 file is corrupt or cut off (${reason}). Fetch it again.`, { cause });
}

async function load(): Promise<typeof import('h5wasm')> {
  try {
    return await import('h5wasm');
  } catch (cause) {
    throw new ModelsError(
      'missing-dependency',
      `The package h5wasm, which reads HDF5, did not load: ${String(cause)}`,
      {
        cause,
      },
    );
  }
}

/** The names that an attribute of a group lists; nothing if there is no such attribute. */
export function namesIn(group: Group, attribute: string): string[] | undefined {
  const found = group.attrs[attribute];
  if (!found) return undefined;
  const size = sizeOf(found.shape ?? []);
  // An empty list has no readable value.
  const value = size === 0 ? [] : size <= limits.names ? found.to_array() : undefined;
  if (found.shape?.length !== 1 || !Array.isArray(value) || !value.every((name) => typeof name === 'string')) {
    throw new ModelsError(
      'invalid-file',
      `Attribute "${attribute}" of "${group.path}" must be a list of at most ${limits.names} names.`,
    );
  }
  return value as string[];
}

/** A function that reads datasets as weights and refuses when one file gives too much. */
export function tensorReader(): (dataset: Dataset, name: string) => WeightTensor {
  let total = 0;
  return (dataset, name) => {
    const { shape, metadata } = dataset;
    const isFloat = metadata.type === 1 && (metadata.size === 4 || metadata.size === 8);
    total += sizeOf(shape ?? []) * 4;
    if (!shape || !isFloat || total > limits.bytes) {
      throw new ModelsError(
        'invalid-file',
        `Weight "${dataset.path}" must be float32 or float64, and all weights together at most 1 GiB; it is ` +
          `${JSON.stringify(dataset.dtype)} of shape [${shape ?? ''}].`,
      );
    }
    const { value } = dataset;
    const data = value instanceof Float32Array ? value : Float32Array.from(value as ArrayLike<number>);
    if (data.length !== sizeOf(shape)) {
      throw new ModelsError('invalid-file', `Weight "${dataset.path}" holds ${data.length} values for [${shape}].`);
    }
    return { name, shape, data };
  };
}
