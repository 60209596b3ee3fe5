import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';

/** Name of a digest: MD5 for what others published with it, SHA-256 for everything of ours. */
export type DigestAlgorithm = 'md5' | 'sha256';

/** SHA-256 of some bytes or text, as 64 hexadecimal digits. */
export function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

/** SHA-256 of a value's JSON with its keys in order: equal settings give equal digests, however they were written. */
export function digestOf(value: unknown): string {
  return sha256(JSON.stringify(ordered(value)));
}

/**
 * Digest of a file in lower-case hexadecimal, in constant memory.
 *
 * @throws the system's error where it cannot be read; the signal's reason if aborted.
 */
export async function digestFile(
  path: string,
  algorithm: DigestAlgorithm = 'sha256',
  signal?: AbortSignal,
): Promise<string> {
  const hash = createHash(algorithm);
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20, signal })) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, ordered(inner)]),
  );
}
