import { ModelsError } from '../../errors.ts';
import { type Attribute, attributesOf, type TextBudget } from './attributes.ts';
import { ByteReader, corrupt, unsupported } from './byte-reader.ts';
import { readLinks } from './links.ts';
import { type Message, readObjectHeader } from './object-header.ts';
import { type Dataset, datasetOf } from './read-dataset.ts';

/** A group of an HDF5 file. */
export interface Group {
  /** Its place in the file: `/model_weights/block1_conv1`. */
  readonly path: string;
  /** Names of its members, in the order of the file. */
  readonly keys: readonly string[];
  /** An attribute; undefined where there is none of that name. */
  attribute(name: string): Attribute | undefined;
  /**
   * A group below, by its path from here.
   *
   * @throws {ModelsError} `invalid-file` where there is none.
   */
  group(path: string): Group;
  /** A dataset below; as {@link Group.group}. */
  dataset(path: string): Dataset;
}

/** HDF5 files begin with this, or have it behind a block of the user's: at byte 512, 1024, 2048 … */
const signature = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a];

/**
 * Opens the bytes of an HDF5 file: the part of the format that Keras writes by h5py's defaults (groups with symbol tables,
 * attributes, contiguous and chunked datasets packed by deflate), and small groups of the newer one.
 *
 * Every offset is checked before it is followed, every block is visited once, every length is held against what the file
 * can hold, so that no file hangs it or asks for more memory than its own size allows. Nothing is shared between two calls.
 *
 * Source: HDF5 File Format Specification, version 3.0.
 *
 * @returns The root, and the bytes that its datasets lie in: those behind a user block.
 * @throws {ModelsError} `invalid-file` when the bytes are not HDF5, are corrupt, or use another part of the format.
 */
export function openHdf5(whole: Uint8Array): { readonly root: Group; readonly bytes: Uint8Array } {
  const isAt = (start: number): boolean => signature.every((byte, i) => whole[start + i] === byte);
  let start = 0;
  while (start < whole.length && !isAt(start)) start = Math.max(512, 2 * start);
  // Addresses count from there on.
  const bytes = whole.subarray(start);
  if (bytes.length === 0) {
    const isZip = whole[0] === 0x50 && whole[1] === 0x4b;
    throw new ModelsError(
      'invalid-file',
      `The ${whole.length} bytes are not HDF5. ` +
        (isZip
          ? 'They are a zip archive: from a .keras file take "model.weights.h5" out of it.'
          : 'Was a web page saved in place of the file?'),
    );
  }
  return { root: new Reader(bytes).group(rootAddress(bytes, start), '/'), bytes };
}

/** Reads the superblock. */
function rootAddress(bytes: Uint8Array, start: number): number {
  const reader = new ByteReader(bytes, signature.length);
  const version = reader.u8();
  let sizes: readonly number[];
  if (version <= 1) {
    reader.skip(4);
    sizes = [reader.u8(), reader.u8()];
    reader.skip(version === 0 ? 9 : 13);
  } else if (version <= 3) {
    sizes = [reader.u8(), reader.u8()];
    reader.skip(1);
  } else throw corrupt(`a superblock of version ${version}`);
  if (sizes[0] !== 8 || sizes[1] !== 8) throw unsupported(`addresses of ${sizes[0]} bytes`);
  if (reader.address() !== start) throw unsupported('addresses from another place than its beginning');
  reader.skip(8);
  const end = reader.address();
  if (end > start + bytes.length) throw corrupt(`it should have ${end} bytes and has ${start + bytes.length}`);
  // Of version 0 the driver's block, then the entry of the root: first the place of its name, which it has not.
  if (version <= 1) reader.skip(16);
  return reader.address();
}

interface Node {
  readonly messages: readonly Message[];
  /** Members of a group; undefined for what is none. */
  readonly links: ReadonlyMap<string, number> | undefined;
}

/** An open file: each object is looked at once, however many lists name it. */
class Reader {
  readonly #bytes: Uint8Array;
  readonly #nodes = new Map<number, Node>();
  readonly #budget: TextBudget = { left: 1 << 26 };

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  group(address: number, path: string): Group {
    const { messages, links } = this.#node(address);
    if (!links) throw missing('group', path, '/');
    return {
      path,
      keys: [...links.keys()],
      attribute: attributesOf(this.#bytes, messages, this.#budget),
      group: (name) => {
        const at = this.#follow(links, name);
        if (at === undefined || !this.#node(at).links) throw missing('group', name, path);
        return this.group(at, path === '/' ? `/${name}` : `${path}/${name}`);
      },
      dataset: (name) => {
        const at = this.#follow(links, name);
        const dataset = at === undefined ? undefined : datasetOf(this.#bytes, this.#node(at).messages);
        if (!dataset) throw missing('dataset', name, path);
        return dataset;
      },
    };
  }

  #node(address: number): Node {
    const known = this.#nodes.get(address);
    if (known) return known;
    const messages = readObjectHeader(this.#bytes, address);
    const node = { messages, links: readLinks(this.#bytes, messages) };
    this.#nodes.set(address, node);
    return node;
  }

  /** Address of what lies at a path from a group. */
  #follow(links: ReadonlyMap<string, number>, path: string): number | undefined {
    let place: number | undefined;
    let members: ReadonlyMap<string, number> | undefined = links;
    for (const part of path.split('/').filter((word) => word !== '')) {
      if (place !== undefined) members = this.#node(place).links;
      place = members?.get(part);
      if (place === undefined) return undefined;
    }
    return place;
  }
}

function missing(kind: string, name: string, path: string): ModelsError {
  const [what, where] = [name.slice(0, 120), path.slice(0, 120)];
  return new ModelsError('invalid-file', `The HDF5 file has no ${kind} "${what}" in "${where}".`);
}
