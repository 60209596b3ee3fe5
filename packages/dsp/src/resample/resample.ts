import { checkCall, type OptionNames } from '../check-call.ts';
import { isAllFinite, likeSignal, type OwnedSignal, requireFinite, type Signal } from '../signal.ts';
import { resampleOverlapSave } from './overlap-save.ts';
import { resamplePolyphase } from './polyphase.ts';
import { checkConvertedLength, convertedLength, ratioOf } from './ratio.ts';
import { readAll, type SampleSource, signalSource } from './source.ts';
import { startInStages } from './staged-start.ts';

/** Options of {@link resample}. */
export interface ResampleOptions {
  /** Sample rate of the input in Hz, above 0; need not be an integer. */
  readonly from: number;
  /** Sample rate of the output in Hz, above 0; need not be an integer. */
  readonly to: number;
  /** Length ceil(n · to / from), the last sample zero where the converter gives one less; else as it comes. @default true */
  readonly fix?: boolean | undefined;
  /** Divide by √(to / from), so that the energy stays about the same instead of the amplitude. @default false */
  readonly scale?: boolean | undefined;
}

const names: OptionNames<ResampleOptions> = { from: true, to: true, fix: true, scale: true };

/**
 * Converts a signal from one sample rate to another with the linear-phase filters of `soxr_hq`.
 *
 * Flat within 0.01 dB up to 0.913 of the lower Nyquist frequency, more than 120 dB down above it, no delay. Equal rates
 * give a copy. Source: `librosa.resample` 0.11 with `res_type="soxr_hq"`, its default.
 *
 * @throws {@link DspError} `invalid-option`, or `non-finite`.
 */
export function resample<S extends Signal>(samples: S, options: ResampleOptions): OwnedSignal<S> {
  checkCall('resample', 'signal', samples, options, names);
  const output = resampleSource(signalSource(samples), likeSignal(samples, 0), options);
  if (output === null) requireFinite(samples);
  return output!;
}

/**
 * Converts the samples of a source.
 *
 * @param like A signal of the wanted precision.
 * @returns null where a sample is NaN or infinite.
 */
export function resampleSource<S extends Signal>(
  source: SampleSource,
  like: S,
  { from, to, fix = true, scale = false }: ResampleOptions,
): OwnedSignal<S> | null {
  const conversion = ratioOf(from, to);
  checkConvertedLength(source.length, conversion);
  const readFinite = (): OwnedSignal<S> | null => {
    const samples = readAll(source, likeSignal(like, source.length));
    return source.isFinite || isAllFinite(samples) ? samples : null;
  };
  if (from === to) return readFinite();

  const converted = convertedLength(source.length, from, to);
  // In floating point on purpose: librosa's length, which for four integer rates is one more than exact arithmetic says.
  const output = likeSignal(like, fix ? Math.ceil(source.length * conversion.ratio) : converted);
  const computed = output.subarray(0, Math.min(output.length, converted));
  const outcome = computed.length === 0 ? 'unavailable' : resampleOverlapSave(source, computed, conversion);
  if (outcome === 'non-finite') return null;
  if (outcome === 'unavailable') {
    const samples = readFinite();
    if (samples === null) return null;
    resamplePolyphase(samples, computed, conversion);
  }
  startInStages(source, computed, conversion);
  if (scale) {
    const root = Math.sqrt(conversion.ratio);
    for (let i = 0; i < output.length; i++) output[i] = output[i]! / root;
  }
  return output;
}
