import { checkCall, type OptionNames } from '../check-call.ts';
import type { Matrix } from '../matrix.ts';
import type { OwnedSignal, Signal } from '../signal.ts';
import { requireFinite } from '../signal.ts';
import type { StridedArray } from '../strided-array.ts';
import { type DecibelOptions, referenceOf, writeDecibels } from './power-to-db.ts';
import { type Values, valuesOf } from './values.ts';

const names: OptionNames<DecibelOptions> = { ref: true, amin: true, topDb: true };

/**
 * Amplitude in decibels relative to `ref`: the squares by {@link powerToDb}, `ref` and `amin` squared as well.
 *
 * Source: `librosa.amplitude_to_db` 0.11.
 *
 * @throws DspError `invalid-option`, `non-finite`.
 */
export function amplitudeToDb<T extends Signal>(amplitude: T, options?: DecibelOptions): OwnedSignal<T>;
export function amplitudeToDb<T extends Signal>(amplitude: Matrix<T>, options?: DecibelOptions): Matrix<OwnedSignal<T>>;
export function amplitudeToDb<T extends Signal>(
  amplitude: StridedArray<T>,
  options?: DecibelOptions,
): StridedArray<OwnedSignal<T>>;
export function amplitudeToDb(amplitude: Values, options: DecibelOptions = {}): Values {
  checkCall('amplitudeToDb', 'values', amplitude, options, names);
  const { values, out, result } = valuesOf(amplitude);
  requireFinite(values, 'amplitude');
  const { amin = 1e-5, topDb = 80 } = options;
  const magnitudes = Float64Array.from(values, Math.abs);
  const ref = referenceOf(options.ref, magnitudes);
  for (let i = 0; i < magnitudes.length; i++) magnitudes[i]! *= magnitudes[i]!;
  writeDecibels(magnitudes, out, { ref: ref * ref, amin: Math.sign(amin) * amin * amin, topDb });
  return result;
}
