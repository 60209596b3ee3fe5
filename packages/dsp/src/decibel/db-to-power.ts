import { type Values, valuesOf } from './values.ts';

/** Options of {@link dbToPower} and {@link dbToAmplitude}. */
export interface FromDecibelOptions {
  /**
   * What 0 dB stands for.
   * @default 1
   */
  ref?: number;
}

/** Power of decibels: ref · 10^(dB / 10). Source: `librosa.db_to_power` 0.11. */
export function dbToPower<V extends Values>(decibels: V, options: FromDecibelOptions = {}): V {
  const { values, out, result } = valuesOf(decibels);
  const ref = options.ref ?? 1;
  for (let i = 0; i < values.length; i++) out[i] = ref * 10 ** (values[i]! * 0.1);
  return result;
}
