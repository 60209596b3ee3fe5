import { ModelsError } from '../errors.ts';
import { kindOf } from './check-options.ts';

/** Asserts that a value is the bytes of a file, a Uint8Array of whichever realm. @throws {ModelsError} `invalid-input` */
export function requireBytes(call: string, value: unknown): asserts value is Uint8Array {
  const tag = Object.prototype.toString.call(value).slice(8, -1);
  if (tag === 'Uint8Array') return;
  const advice =
    tag === 'ArrayBuffer'
      ? 'Write new Uint8Array(buffer).'
      : tag === 'String'
        ? 'Read the file first: new Uint8Array(await readFile(path)), or await (await fetch(url)).arrayBuffer() in a page.'
        : tag === 'Blob' || tag === 'File' || tag === 'Response'
          ? 'Write new Uint8Array(await it.arrayBuffer()).'
          : '';
  throw new ModelsError(
    'invalid-input',
    `${call} wants the bytes of a file, a Uint8Array. Received ${kindOf(value)}. ${advice}`.trimEnd(),
  );
}

/** The bytes of one file, or of several. @throws {ModelsError} `invalid-input` */
export function requireFiles(call: string, value: unknown): readonly Uint8Array[] {
  const files: readonly unknown[] = Array.isArray(value) ? value : [value];
  return files.map((file) => {
    requireBytes(call, file);
    return file;
  });
}
