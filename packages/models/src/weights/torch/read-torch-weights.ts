import { ModelsError } from '../../errors.ts';
import { requireFiles } from '../../input/require-bytes.ts';
import { type ByteSource, inMemory, type NamedTensor, tensorAt } from '../byte-source.ts';
import { FLOAT_TYPES } from '../float-types.ts';
import type { WeightMap } from '../weight-map.ts';
import { weightMapOf } from '../weight-map-of.ts';
import { sizeOf } from '../weight-specs.ts';
import { type PickledTensor, readStatePickle } from './read-state-pickle.ts';
import { type StoredEntry, storedZipEntries } from './stored-zip-entries.ts';

/**
 * Reads the tensors of a `pytorch_model.bin` as `torch.save` of torch 1.6 and later writes it: a ZIP with a pickle, of which
 * only names, shapes and places of tensors are read; anything else in it is refused and nothing is executed. Values of
 * float32 are views into `bytes`; halves become float32; tensors of whole numbers are left out.
 *
 * @param bytes - The file, or all files of a model in shards, in any order.
 * @throws ModelsError `invalid-file` when the bytes are not that, are cut off, or hold more than plain weights.
 */
export function readTorchWeights(bytes: Uint8Array | readonly Uint8Array[]): WeightMap {
  const shards = requireFiles('readTorchWeights', bytes);
  return weightMapOf(shards.map((shard) => readTorchShard(inMemory(shard))));
}

/** The tensors of one file of {@link readTorchWeights}, by name. */
export function readTorchShard(source: ByteSource): Map<string, NamedTensor> {
  const entries = storedZipEntries(source);
  const bytesOf = ({ begin, end }: StoredEntry): Uint8Array => source.read(begin, end);
  const pickle = [...entries.keys()].find((name) => /^[^/]+\/data\.pkl$/.test(name));
  if (!pickle) {
    throw new ModelsError('invalid-file', 'The ZIP archive holds no data.pkl, so torch.save did not write it.');
  }
  const folder = pickle.slice(0, -'data.pkl'.length);
  const byteOrder = entries.get(`${folder}byteorder`);
  if (byteOrder && new TextDecoder().decode(bytesOf(byteOrder)) !== 'little') {
    throw new ModelsError('invalid-file', 'The weights are of a big-endian machine. Save them again on another.');
  }
  const tensors = new Map<string, NamedTensor>();
  for (const [name, tensor] of readStatePickle(bytesOf(entries.get(pickle)!))) {
    const type = FLOAT_TYPES.get(tensor.storage.dtype);
    if (!type) continue;
    const storage = entries.get(`${folder}data/${tensor.storage.key}`);
    const size = sizeOf(tensor.shape);
    const begin = (storage?.begin ?? 0) + tensor.offset * type.bytes;
    if (!storage || !(begin + size * type.bytes <= storage.end)) {
      throw new ModelsError('invalid-file', `The tensor "${name}" lies outside its storage; the file is damaged.`);
    }
    if (!isRowMajor(tensor)) {
      throw new ModelsError('invalid-file', `The tensor "${name}" is a view with strides; save a contiguous copy.`);
    }
    tensors.set(name, tensorAt(source, begin, tensor.shape, type));
  }
  return tensors;
}

function isRowMajor({ shape, stride }: PickledTensor): boolean {
  let expected = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    if (shape[axis]! > 1 && stride[axis] !== expected) return false;
    expected *= shape[axis]!;
  }
  return true;
}
