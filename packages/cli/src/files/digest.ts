import { sha256 } from '@ser/files';

export { digestOf as digest, sha256 } from '@ser/files';

/** A 32-bit seed that depends on every part, so that each clip's draws are its own, whatever the order of work. */
export function seedFrom(...parts: readonly (string | number)[]): number {
  return Number.parseInt(sha256(parts.join('\n')).slice(0, 8), 16);
}
