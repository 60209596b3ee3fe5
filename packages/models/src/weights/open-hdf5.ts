import type { Dataset, File, Group } from 'h5wasm';
import { ModelsError } from '../errors.ts';

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
    throw new ModelsError(
      'invalid-file',
      `The bytes are not HDF5 (${bytes.length} bytes, beginning with ${[...bytes.subarray(0, 8)].join(' ') || 'nothing'}). ` +
        'Was a web page or an archive saved in place of the file?',
    );
  }
  const { h5wasm, module } = await load();
  // Everything from here on is synchronous, so one name serves all callers.
  const name = '/ser-models-weights.h5';
  module.FS.writeFile(name, bytes);
  let file: File;
  try {
    file = new h5wasm.File(name, 'r');
    // A file that cannot be opened shows itself here.
    file.keys();
  } catch (cause) {
    module.FS.unlink(name);
    throw new ModelsError('invalid-file', 'The HDF5 file is corrupt or cut off: it cannot be opened. Fetch it again.', {
      cause,
    });
  }
  const wanted = <T>(kind: new (...args: never[]) => T, parent: Group, path: string): T => {
    const entity = parent.get(path);
    if (entity instanceof kind) return entity;
    throw new ModelsError(
      'invalid-file',
      `The HDF5 file has no ${kind.name.toLowerCase()} "${path}" in "${parent.path}", although it lists one.`,
    );
  };
  return {
    group: (path) => wanted(h5wasm.Group, file, path),
    child: (parent, child) => wanted(h5wasm.Group, parent, child),
    dataset: (parent, path) => wanted(h5wasm.Dataset, parent, path),
    close: () => {
      file.close();
      module.FS.unlink(name);
    },
  };
}

type H5wasm = typeof import('h5wasm');

async function load(): Promise<{ h5wasm: H5wasm; module: { FS: NonNullable<H5wasm['FS']> } }> {
  try {
    const h5wasm = await import('h5wasm');
    const { FS } = await h5wasm.ready;
    return { h5wasm, module: { FS } };
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
