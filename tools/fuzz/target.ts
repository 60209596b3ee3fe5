import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CorporaError } from '@ser/corpora';
import { DspError } from '@ser/dsp';
import { FilesError, sealJson } from '@ser/files';
import { ModelsError } from '@ser/models';
import { RavdessError } from '@ser/ravdess';
import { SerError } from '../../packages/cli/src/errors.ts';
import { root } from '../checks/workspace.ts';

/** A parser under test. */
export interface Target {
  /** Good files, which mutations begin from. */
  seeds(): Promise<readonly Uint8Array[]>;
  /**
   * Reads a file; gives the numbers that it holds, or a text of what was read.
   *
   * @param seed Which of the good files it was, before it was changed.
   */
  read(bytes: Uint8Array, seed: number): Promise<readonly ArrayLike<number>[] | string>;
}

/** Errors that a parser may throw: those of its package, with a code. */
export function isTyped(error: unknown): boolean {
  const isOfPackage = [DspError, ModelsError, RavdessError, CorporaError, FilesError].some((type) =>
    type.isInstance(error),
  );
  return isOfPackage || error instanceof SerError;
}

/** A file of a package. */
export const file = (path: string): Uint8Array => Uint8Array.from(readFileSync(join(root, 'packages', path)));
/** All files of a folder whose names are accepted. */
export const folder = (path: string, accept: RegExp): Uint8Array[] =>
  readdirSync(join(root, 'packages', path), { recursive: true, encoding: 'utf8' })
    .filter((name) => accept.test(name))
    .sort()
    .map((name) => file(join(path, name)));
export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
export const json = (value: unknown): Uint8Array => utf8(JSON.stringify(value));
export const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
/** All numbers of a map of weights. */
export const weightsOf = (weights: ReadonlyMap<string, readonly { readonly data: Float32Array }[]>): Float32Array[] =>
  [...weights.values()].flat().map(({ data }) => data);

/** The smallest of each kind: a mutation of a small file hits its structure. */
export const small = (files: readonly Uint8Array[], most: number): Uint8Array[] =>
  files.filter(({ length }) => length <= most);

/** A text that is JSON, with a digest of its own: behind it stands whatever somebody may write. */
export function resealed(text: string): string {
  try {
    return sealJson(JSON.parse(text));
  } catch {
    return text;
  }
}
