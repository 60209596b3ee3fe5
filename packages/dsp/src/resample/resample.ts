import { likeSignal, requireFinite, type Signal } from '../signal.ts';
import type { Source } from './block-group.ts';
import { resampleOverlapSave } from './overlap-save.ts';
import { resamplePolyphase } from './polyphase.ts';
import { convertedLength, ratioOf } from './ratio.ts';

/** Options of {@link resample}. */
export interface ResampleOptions {
  /** Sample rate of the input in Hz, above 0; need not be an integer. */
  readonly from: number;
  /** Sample rate of the output in Hz, above 0; need not be an integer. */
  readonly to: number;
  /** Length ceil(n · to / from), the last sample zero where the converter gives one less; else as it comes. @default true */
  readonly fix?: boolean;
  /** Divide by √(to / from), so that the energy stays about the same instead of the amplitude. @default false */
  readonly scale?: boolean;
}

/**
 * Converts a signal from one sample rate to another with a linear-phase low-pass of the quality of `soxr_hq`.
 *
 * Flat within 0.01 dB up to 0.913 of the lower Nyquist frequency, more than 120 dB down above it, no delay. Equal rates
 * give a copy. Source: `librosa.resample` 0.11 with `res_type="soxr_hq"`, the default.
 *
 * @throws {@link DspError} `invalid-option`, or `non-finite`.
 */
export function resample<S extends Signal>(samples: S, { from, to, fix = true, scale = false }: ResampleOptions): S {
  const conversion = ratioOf(from, to);
  requireFinite(samples);
  if (from === to) return samples.slice() as S;

  const converted = convertedLength(samples.length, conversion);
  // In floating point on purpose: librosa's length, which for four integer rates is one more than exact arithmetic says.
  const length = fix ? Math.ceil(samples.length * conversion.ratio) : converted;
  const output = likeSignal(samples, length);
  const computed = output.subarray(0, Math.min(length, converted));
  if (!resampleOverlapSave(sourceOf(samples), computed, conversion)) resamplePolyphase(samples, computed, conversion);
  if (scale) {
    const root = Math.sqrt(conversion.ratio);
    for (let i = 0; i < length; i++) output[i] = output[i]! / root;
  }
  return output;
}

/** Reads a signal in memory: zeros before its start and after its end. */
function sourceOf(samples: Signal): Source {
  return (start, target) => {
    const from = Math.min(Math.max(0, -start), target.length);
    const to = Math.max(from, Math.min(target.length, samples.length - start));
    target.fill(0, 0, from);
    target.set(samples.subarray(start + from, start + to), from);
    target.fill(0, to);
  };
}
