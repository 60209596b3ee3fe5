import { optionError } from '../input/check-option.ts';
import { checkOptions, type OptionNames } from '../input/check-options.ts';
import type { OwnedFloat64 } from '../numeric/owned-float64.ts';
import { type LogitSource, readLogits } from './read-logits.ts';

/** Options of {@link applyTemperature}. */
export type ApplyTemperatureOptions = LogitSource & {
  /** Divisor of the logits, > 0. */
  readonly temperature: number;
};

const optionNames: OptionNames<ApplyTemperatureOptions> = { logits: true, yProba: true, temperature: true };

/**
 * Probabilities softmax(logits / temperature), one row per item.
 *
 * @throws {MetricsError} `invalid-option` for a temperature that is not positive, `invalid-score` for unusable values.
 */
export function applyTemperature(options: ApplyTemperatureOptions): OwnedFloat64[] {
  checkOptions('applyTemperature', options, optionNames);
  const { temperature } = options;
  if (!(temperature > 0 && Number.isFinite(temperature))) {
    throw optionError('temperature', 'a positive number', temperature);
  }
  const { values, rows, columns } = readLogits(options);
  return Array.from({ length: rows }, (_, i) => {
    const row = values.subarray(i * columns, (i + 1) * columns);
    const top = row.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
    const powers = row.map((value) => Math.exp((value - top) / temperature));
    const norm = powers.reduce((sum, value) => sum + value, 0);
    return powers.map((value) => value / norm);
  });
}
