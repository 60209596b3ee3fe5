import { ModelsError } from '../errors.ts';
import type { NamedTensor } from './byte-source.ts';
import { renamed, type WeightMap, type WeightTensor } from './weight-map.ts';

/** Tensors by full name, of one file or several shards, as weights: each is the one tensor `value` under its name. */
export function weightMapOf(shards: readonly ReadonlyMap<string, NamedTensor>[]): WeightMap {
  const weights = new Map<string, readonly WeightTensor[]>();
  for (const tensors of shards) {
    for (const [name, tensor] of tensors) {
      if (weights.has(name)) {
        throw new ModelsError(
          'invalid-file',
          `Two shards hold the tensor "${name}". Pass the shards of one model, once each.`,
        );
      }
      weights.set(name, [renamed('value', tensor)]);
    }
  }
  return weights;
}
