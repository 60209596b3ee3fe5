import { checkCall, type OptionNames } from '../check-call.ts';
import type { Matrix } from '../matrix.ts';
import type { OwnedSignal, Signal } from '../signal.ts';
import type { StridedArray } from '../strided-array.ts';
import { type Values, valuesOf } from './values.ts';

/** Options of {@link dbToPower} and {@link dbToAmplitude}. */
export interface FromDecibelOptions {
  /**
   * What 0 dB stands for.
   * @default 1
   */
  ref?: number | undefined;
}

const names: OptionNames<FromDecibelOptions> = { ref: true };

/** Power of decibels: ref · 10^(dB / 10). Source: `librosa.db_to_power` 0.11. */
export function dbToPower<T extends Signal>(decibels: T, options?: FromDecibelOptions): OwnedSignal<T>;
export function dbToPower<T extends Signal>(decibels: Matrix<T>, options?: FromDecibelOptions): Matrix<OwnedSignal<T>>;
export function dbToPower<T extends Signal>(
  decibels: StridedArray<T>,
  options?: FromDecibelOptions,
): StridedArray<OwnedSignal<T>>;
export function dbToPower(decibels: Values, options: FromDecibelOptions = {}): Values {
  checkCall('dbToPower', 'values', decibels, options, names);
  const { values, out, result } = valuesOf(decibels);
  const ref = options.ref ?? 1;
  for (let i = 0; i < values.length; i++) out[i] = ref * 10 ** (values[i]! * 0.1);
  return result;
}
