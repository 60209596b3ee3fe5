import { createHash } from 'node:crypto';

/** SHA-256 of some bytes or text, as 64 hexadecimal digits. */
export function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

/** SHA-256 of a value's JSON with its keys in order: equal settings give equal keys, however they were written. */
export function digest(value: unknown): string {
  return sha256(JSON.stringify(ordered(value)));
}

/** A 32-bit seed that depends on every part, so that each clip's draws are its own, whatever the order of work. */
export function seedFrom(...parts: readonly (string | number)[]): number {
  return Number.parseInt(sha256(parts.join('\n')).slice(0, 8), 16);
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
