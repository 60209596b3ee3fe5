import { DspError } from '../errors.ts';
import { requireFftLength, requireInteger, requirePositive, requireRange } from '../validate.ts';
import type { NoiseReductionOptions } from './options.ts';

/** {@link NoiseReductionOptions} checked and completed. */
export interface DenoiseSettings {
  readonly sampleRate: number;
  readonly nFft: number;
  readonly hopLength: number;
  readonly reduction: number;
}

/** Seconds that a frame covers at least: two periods of the deepest voices, shorter than most speech sounds. */
const frameSeconds = 0.032;

/** Checks the options that every method has. @throws DspError `invalid-option` */
export function denoiseSettings(options: NoiseReductionOptions): DenoiseSettings {
  const sampleRate = requirePositive('sampleRate', options.sampleRate);
  let covering = 64;
  while (covering < frameSeconds * sampleRate && covering < 65536) covering *= 2;
  const nFft = requireFftLength(options.nFft ?? covering, 8);
  const hopLength = requireInteger('hopLength', options.hopLength ?? Math.floor(nFft / 4));
  if (hopLength > nFft / 2) {
    throw new DspError('invalid-option', `hopLength must be at most nFft / 2 = ${nFft / 2}. Received ${hopLength}.`);
  }
  return { sampleRate, nFft, hopLength, reduction: requireRange('reduction', options.reduction ?? 1, 0, 1) };
}
