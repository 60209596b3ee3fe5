import { DspError } from './errors.ts';

/** A mono signal: samples in time order, nominally in [-1, 1]. Its type is the precision of the arithmetic. */
export type Signal = Float32Array | Float64Array;

/** A new signal of the same precision, filled with zeros. */
export function likeSignal<S extends Signal>(samples: S, length: number): S {
  return (samples instanceof Float32Array ? new Float32Array(length) : new Float64Array(length)) as S;
}

/**
 * Refuses NaN and infinite samples, as librosa's `util.valid_audio` does.
 *
 * @throws {@link DspError} `non-finite`, naming the first index.
 */
export function requireFinite(samples: ArrayLike<number>, what = 'signal'): void {
  // One multiplication a sample: 0 · x is NaN for NaN and for infinities, and NaN survives every later sum.
  let probe = 0;
  for (let i = 0; i < samples.length; i++) probe += 0 * samples[i]!;
  if (probe === 0) return;
  let at = 0;
  while (Number.isFinite(samples[at])) at++;
  throw new DspError(
    'non-finite',
    `The ${what} must hold finite samples only; sample ${at} is ${samples[at]}. Replace such samples before the call.`,
  );
}
