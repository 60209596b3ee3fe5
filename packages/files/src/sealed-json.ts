import { readFile } from 'node:fs/promises';
import { digestOf } from './digest.ts';
import { FilesError } from './errors.ts';
import { explainSystemError } from './reason-of.ts';

/** A JSON object. */
export type JsonObject = { readonly [key: string]: unknown };

/** Key of the digest in a sealed file. */
const SEAL = 'sha256';

/**
 * The text of a JSON file that carries its own digest, under the key `sha256`: the SHA-256 of all other keys and values,
 * whatever their order and spacing.
 */
export function sealJson(value: JsonObject): string {
  // As JSON has it: undefined and methods are gone before they are counted.
  const { [SEAL]: _, ...plain } = JSON.parse(JSON.stringify(value)) as JsonObject;
  return `${JSON.stringify({ ...plain, [SEAL]: digestOf(plain) }, null, 2)}\n`;
}

/** Where a sealed text comes from, and what to do when it is broken; both go into the error. */
export interface SealedSource {
  /** Name of the file. */
  readonly path: string;
  /** What the user is to do, as a sentence: `Train the model again.` */
  readonly remedy: string;
}

/**
 * The value in the text of a sealed JSON file, without the digest.
 *
 * @throws {FilesError} `damaged` where it is no JSON object, carries no digest, or was changed since it was written.
 */
export function openSealedJson(text: string, { path, remedy }: SealedSource): JsonObject {
  const damaged = (what: string, cause?: unknown): FilesError =>
    new FilesError('damaged', `${path} ${what}. ${remedy}`, { received: path, cause });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw damaged('is no JSON: it was cut off or changed', cause);
  }
  if (value === null || typeof value !== 'object' || Array.isArray(value)) throw damaged('holds no JSON object');
  const { [SEAL]: seal, ...rest } = value as JsonObject;
  if (typeof seal !== 'string') throw damaged(`carries no digest ("${SEAL}")`);
  let found: string;
  try {
    found = digestOf(rest);
  } catch (cause) {
    throw damaged('is nested too deep', cause);
  }
  if (found !== seal) throw damaged('was changed after it was written: its digest does not match');
  return rest;
}

/**
 * Reads a sealed JSON file.
 *
 * @throws {FilesError} `file` where it cannot be read, `damaged` as {@link openSealedJson}.
 */
export async function readSealedJson(path: string, remedy: string): Promise<JsonObject> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    throw new FilesError('file', `Cannot read ${path}: ${explainSystemError(cause)}. ${remedy}`, {
      received: path,
      cause,
    });
  }
  return openSealedJson(text, { path, remedy });
}
