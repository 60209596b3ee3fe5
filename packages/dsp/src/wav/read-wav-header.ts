import { DspError } from '../errors.ts';
import { walkHeader } from './header.ts';
import type { WavHeader } from './wav-header.ts';

/**
 * Reads where the samples of a WAV file lie and how they are coded, without touching them.
 *
 * @throws {@link DspError} `invalid-wav` or `unsupported-wav`.
 */
export function readWavHeader(bytes: Uint8Array): WavHeader {
  if (!(bytes instanceof Uint8Array)) {
    throw new DspError(
      'invalid-wav',
      `A WAV file must be given as a Uint8Array or Buffer; received ${Object.prototype.toString.call(bytes)}. ` +
        'Wrap an ArrayBuffer as new Uint8Array(buffer).',
    );
  }
  const walk = walkHeader(bytes.length);
  let step = walk.next();
  while (!step.done) step = walk.next(bytes.subarray(step.value.offset, step.value.offset + step.value.length));
  return step.value;
}
