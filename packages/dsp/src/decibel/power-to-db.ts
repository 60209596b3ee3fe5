import { checkCall, type OptionNames } from '../check-call.ts';
import { DspError } from '../errors.ts';
import type { Matrix } from '../matrix.ts';
import type { OwnedSignal, Signal } from '../signal.ts';
import { isFloat32, requireFinite } from '../signal.ts';
import type { StridedArray } from '../strided-array.ts';
import { requirePositive, requireRange } from '../validate.ts';
import { runDecibelKernel } from '../wasm/decibel-kernel.ts';
import { type Values, valuesOf } from './values.ts';

// In a vm, as under Jest, a global is found slowly: decision 0139.
const abs = Math.abs;
const log10 = Math.log10;

/** Options of {@link powerToDb} and {@link amplitudeToDb}. */
export interface DecibelOptions {
  /**
   * What counts as 0 dB: a value (its absolute value is taken), `'max'` for the largest of the input, or a function of
   * all values in row-major order.
   * @default 1
   */
  ref?: number | 'max' | ((values: Float32Array | Float64Array) => number) | undefined;
  /**
   * Smaller values, and a smaller reference, are raised to this first; > 0.
   * @default 1e-10 for power, 1e-5 for amplitude
   */
  amin?: number | undefined;
  /**
   * Nothing is left further than this below the largest value of the **whole** input, in dB, ≥ 0; `null` for no limit.
   * So a clip's loudest moment moves the floor of all its frames.
   * @default 80
   */
  topDb?: number | null | undefined;
}

/** The largest value. */
export function maximum(values: ArrayLike<number>): number {
  let largest = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < values.length; i++) if (values[i]! > largest) largest = values[i]!;
  return largest;
}

/**
 * Writes 10 · log10(max(amin, value)) − 10 · log10(max(amin, ref)), limited from below, into `out`.
 * @internal
 */
export function writeDecibels(
  power: ArrayLike<number>,
  out: Float32Array | Float64Array,
  settings: { ref: number; amin: number; topDb: number | null },
): void {
  const amin = requirePositive('amin', settings.amin);
  const range = settings.topDb === null ? null : requireRange('topDb', settings.topDb, 0, Number.POSITIVE_INFINITY);
  const fast = isFloat32(power) && isFloat32(out) ? runDecibelKernel(power, settings) : undefined;
  if (fast) {
    out.set(fast);
    return;
  }
  const reference = 10 * log10(Math.max(amin, abs(settings.ref)));
  let highest = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < power.length; i++) {
    const db = 10 * log10(Math.max(amin, power[i]!)) - reference;
    if (db > highest) highest = db;
    out[i] = db;
  }
  if (range === null) return;
  const floor = highest - range;
  for (let i = 0; i < out.length; i++) if (out[i]! < floor) out[i] = floor;
}

/** The reference as a number. */
export function referenceOf(ref: DecibelOptions['ref'], values: Float32Array | Float64Array): number {
  if (ref === undefined) return 1;
  const value = ref === 'max' ? maximum(values) : typeof ref === 'function' ? ref(values) : ref;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw new DspError(
    'invalid-option',
    `ref must be a finite number, 'max', or a function that gives one. Received ${String(value)}` +
      `${values.length ? '' : " for an empty input; give a number instead of 'max'"}.`,
  );
}

const names: OptionNames<DecibelOptions> = { ref: true, amin: true, topDb: true };

/**
 * Power in decibels relative to `ref`: a matrix gives a matrix, a vector a vector, in the same precision.
 *
 * Silence with `ref: 'max'` is 0 dB everywhere, as in librosa, because the loudest value is its own reference.
 *
 * Source: `librosa.power_to_db` 0.11.
 *
 * @throws DspError `invalid-option`, `non-finite`.
 */
export function powerToDb<T extends Signal>(power: T, options?: DecibelOptions): OwnedSignal<T>;
export function powerToDb<T extends Signal>(power: Matrix<T>, options?: DecibelOptions): Matrix<OwnedSignal<T>>;
export function powerToDb<T extends Signal>(
  power: StridedArray<T>,
  options?: DecibelOptions,
): StridedArray<OwnedSignal<T>>;
export function powerToDb(power: Values, options: DecibelOptions = {}): Values {
  checkCall('powerToDb', 'values', power, options, names);
  const { values, out, result } = valuesOf(power);
  requireFinite(values, 'power');
  const { amin = 1e-10, topDb = 80 } = options;
  writeDecibels(values, out, { ref: referenceOf(options.ref, values), amin, topDb });
  return result;
}
