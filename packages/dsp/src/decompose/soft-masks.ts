import { DspError } from '../errors.ts';
import { smallestNormal } from '../normalize.ts';
import { likeSignal, type OwnedSignal, type Signal } from '../signal.ts';
import { requireInteger } from '../validate.ts';
import { medianFilter } from './median-filter.ts';

// In a vm, as under Jest, a global is found slowly: decision 0139.
const max = Math.max;

/** Options of {@link hpss} that decide its masks. */
export interface HpssMaskOptions {
  /**
   * Length of the median filters along time and along frequency, integers ≥ 1; one number for both.
   * @default 31
   */
  kernelSize?: number | readonly [harmonic: number, percussive: number] | undefined;
  /**
   * Exponent of the soft masks, above 0; `Infinity` for hard ones.
   * @default 2
   */
  power?: number | undefined;
  /**
   * How much more a part must weigh than the other, ≥ 1; one number for both. Above 1 something is left over.
   * @default 1
   */
  margin?: number | readonly [harmonic: number, percussive: number] | undefined;
}

/** The masks of a magnitude spectrogram, row-major. */
export interface SoftMasks<T extends Signal> {
  readonly harmonic: T;
  readonly percussive: T;
}

const pairOf = (value: number | readonly [number, number]): readonly [number, number] =>
  typeof value === 'number' ? [value, value] : value;

/**
 * How much of each value is harmonic and how much percussive: what lasts over time against what spreads over frequency.
 *
 * Source: `librosa.decompose.hpss(mask=True)` and `librosa.util.softmask` 0.11.
 * @internal
 */
export function softMasks<T extends Signal>(
  magnitudes: T,
  bins: number,
  frames: number,
  options: HpssMaskOptions,
): SoftMasks<OwnedSignal<T>> {
  const { power = 2 } = options;
  const [overTime, overFrequency] = pairOf(options.kernelSize ?? 31);
  const [marginHarmonic, marginPercussive] = pairOf(options.margin ?? 1);
  requireInteger('kernelSize', overTime);
  requireInteger('kernelSize', overFrequency);
  if (!(power > 0)) throw new DspError('invalid-option', `power must be above 0. Received ${String(power)}.`);
  if (!(marginHarmonic >= 1 && marginPercussive >= 1)) {
    throw new DspError('invalid-option', `margin must be at least 1. Received ${String(options.margin)}.`);
  }
  const lasting = new Float64Array(magnitudes.length);
  for (let k = 0; k < bins; k++) {
    const row = Float64Array.from(magnitudes.subarray(k * frames, (k + 1) * frames));
    medianFilter(row, overTime, lasting.subarray(k * frames, (k + 1) * frames));
  }
  const spreading = new Float64Array(magnitudes.length);
  const column = new Float64Array(bins);
  const filtered = new Float64Array(bins);
  for (let t = 0; t < frames; t++) {
    for (let k = 0; k < bins; k++) column[k] = magnitudes[k * frames + t]!;
    medianFilter(column, overFrequency, filtered);
    for (let k = 0; k < bins; k++) spreading[k * frames + t] = filtered[k]!;
  }
  const inSilence = marginHarmonic === 1 && marginPercussive === 1 ? 0.5 : 0;
  const tiny = smallestNormal(magnitudes);
  const mask = (own: Float64Array, other: Float64Array, margin: number): OwnedSignal<T> => {
    const out = likeSignal(magnitudes, magnitudes.length);
    for (let i = 0; i < out.length; i++) {
      const rival = other[i]! * margin;
      const larger = max(own[i]!, rival);
      if (power === Number.POSITIVE_INFINITY) out[i] = own[i]! > rival ? 1 : 0;
      else if (larger < tiny) out[i] = inSilence;
      else {
        const share = (own[i]! / larger) ** power;
        out[i] = share / (share + (rival / larger) ** power);
      }
    }
    return out;
  };
  return {
    harmonic: mask(lasting, spreading, marginHarmonic),
    percussive: mask(spreading, lasting, marginPercussive),
  };
}
