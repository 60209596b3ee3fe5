import { requireFiles } from '../input/require-bytes.ts';
import { decodeSafetensors } from './safetensors.ts';
import type { WeightMap } from './weight-map.ts';
import { weightMapOf } from './weight-map-of.ts';

/**
 * Reads the tensors of a `.safetensors` file of F32, F16 or BF16, as `describeEncoder` takes them: under the names in the
 * file, float32. Values of F32 are views into `bytes`, which must not change afterwards.
 *
 * @param bytes - The file, or all files of a model in shards, in any order.
 * @throws ModelsError `invalid-input` for what is no Uint8Array; `invalid-file` when the bytes are not that, are cut off, hold another type of number, or when two
 * shards hold one name.
 */
export function readSafetensors(bytes: Uint8Array | readonly Uint8Array[]): WeightMap {
  const shards = requireFiles('readSafetensors', bytes);
  return weightMapOf(shards.map((shard) => decodeSafetensors(shard).tensors));
}
