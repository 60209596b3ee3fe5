import { ModelsError } from '../errors.ts';
import { sha256 } from '../weights/fingerprint-weights.ts';
import type { ClassifierFiles } from './classifier.ts';
import type { ClassifierDescription } from './classifier-schema.ts';

/** SHA-256 of `classifier.json` without its own digest, whatever the order of keys and the spacing. */
export function descriptionDigest(description: object): Promise<string> {
  const { sha256: _, ...rest } = description as { sha256?: string };
  return sha256(new TextEncoder().encode(JSON.stringify(ordered(JSON.parse(JSON.stringify(rest))))));
}

/**
 * Compares the files of a classifier with the digests that were written with them; those of version 1 have none.
 *
 * @throws {ModelsError} `invalid-file` with the name of the file that was changed.
 */
export async function checkDigests(description: ClassifierDescription, files: ClassifierFiles): Promise<void> {
  // Insecure pages of browsers have no Web Crypto, and nothing that could be trusted either.
  if (description.formatVersion < 2 || !globalThis.crypto?.subtle) return;
  if (description.sha256 === undefined || (await descriptionDigest(description)) !== description.sha256) {
    throw changed('classifier.json');
  }
  for (const [name, { bytes, sha256: digest }] of Object.entries(description.files ?? {})) {
    const file = files.get(name);
    if (!file) throw new ModelsError('invalid-file', `A saved classifier has a file ${name}. It is missing.`);
    if (file.length !== bytes) {
      throw new ModelsError(
        'invalid-file',
        `${name} must hold ${bytes} bytes. It holds ${file.length}: the folder is damaged. ${remedy}`,
      );
    }
    if ((await sha256(file)) !== digest) throw changed(name);
  }
}

/** Whether all float32 values of a buffer are finite numbers. */
export function isFinite32(buffer: ArrayBuffer): boolean {
  if (buffer.byteLength % 4 !== 0) return true;
  const words = new Uint32Array(buffer);
  for (const word of words) if ((word & 0x7f800000) === 0x7f800000) return false;
  return true;
}

const remedy = 'Copy the folder again from where it is whole, or train the model again.';

function changed(name: string): ModelsError {
  return new ModelsError(
    'invalid-file',
    `${name} was changed after it was saved: its SHA-256 does not match. ${remedy}`,
  );
}

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, ordered(inner)]));
}
