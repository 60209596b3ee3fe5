import { checkCall, type OptionNames } from '../check-call.ts';
import type { Matrix } from '../matrix.ts';
import type { OwnedSignal, Signal } from '../signal.ts';
import type { StridedArray } from '../strided-array.ts';
import type { FromDecibelOptions } from './db-to-power.ts';
import { type Values, valuesOf } from './values.ts';

const names: OptionNames<FromDecibelOptions> = { ref: true };

/** Amplitude of decibels: |ref| · 10^(dB / 20). Source: `librosa.db_to_amplitude` 0.11. */
export function dbToAmplitude<T extends Signal>(decibels: T, options?: FromDecibelOptions): OwnedSignal<T>;
export function dbToAmplitude<T extends Signal>(
  decibels: Matrix<T>,
  options?: FromDecibelOptions,
): Matrix<OwnedSignal<T>>;
export function dbToAmplitude<T extends Signal>(
  decibels: StridedArray<T>,
  options?: FromDecibelOptions,
): StridedArray<OwnedSignal<T>>;
export function dbToAmplitude(decibels: Values, options: FromDecibelOptions = {}): Values {
  checkCall('dbToAmplitude', 'values', decibels, options, names);
  const { values, out, result } = valuesOf(decibels);
  const ref = options.ref ?? 1;
  for (let i = 0; i < values.length; i++) out[i] = Math.sqrt(ref * ref * 10 ** (values[i]! * 0.1));
  return result;
}
