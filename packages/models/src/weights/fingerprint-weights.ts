import { ModelsError } from '../errors.ts';
import { valuesOf, type WeightMap } from './weight-map.ts';

/** SHA-256 of bytes as 64 hexadecimal digits. */
export async function sha256(bytes: Uint8Array): Promise<string> {
  const { subtle } = globalThis.crypto ?? {};
  if (!subtle) {
    throw new ModelsError(
      'runtime',
      'Fingerprints need Web Crypto (crypto.subtle), which browsers offer on secure pages (https or localhost) only.',
    );
  }
  const digest = new Uint8Array(await subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * Identifies weights by content: SHA-256 over the layer names, weight names, shapes and values (each tensor's values are
 * hashed first, so that nothing large is copied).
 *
 * @returns 64 hexadecimal digits.
 */
export async function fingerprintWeights(weights: WeightMap): Promise<string> {
  const lines: string[] = [];
  for (const [layer, tensors] of weights) {
    for (const tensor of tensors) {
      const { name, shape } = tensor;
      const data = valuesOf(tensor);
      const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
      lines.push(JSON.stringify([layer, name, shape, await sha256(bytes)]));
    }
  }
  return sha256(new TextEncoder().encode(lines.join('\n')));
}
