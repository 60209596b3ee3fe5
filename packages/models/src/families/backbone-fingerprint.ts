import { fingerprintWeights, sha256 } from '../weights/fingerprint-weights.ts';
import type { Backbone } from './describe-backbone.ts';

/** Hashing a hundred megabytes takes a moment and a backbone never changes. */
const known = new WeakMap<Backbone, Promise<string>>();

/**
 * Identifies what a backbone computes, layers, input shape, pooling and weights, by SHA-256: equal fingerprints mean equal
 * features but for their last digits. Those are decided by the engine, the device, the size of batches and the version of this package,
 * which belong into the key of a cache of embeddings as well. Taps do not count.
 *
 * @returns 64 hexadecimal digits.
 */
export function backboneFingerprint(backbone: Backbone): Promise<string> {
  let fingerprint = known.get(backbone);
  if (!fingerprint) {
    fingerprint = compute(backbone);
    known.set(backbone, fingerprint);
    // A failure is not remembered.
    fingerprint.catch(() => known.delete(backbone));
  }
  return fingerprint;
}

async function compute({ graph, weights }: Backbone): Promise<string> {
  const layers = JSON.stringify([graph.layers, graph.outputs[0]]);
  return sha256(new TextEncoder().encode(`${layers}\n${await fingerprintWeights(weights)}`));
}
