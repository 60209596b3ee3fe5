import { DspError } from './errors.ts';
import { requireRoom } from './validate.ts';

/** A mono signal: samples in time order, nominally in [-1, 1]. Its type is the precision of the arithmetic. */
export type Signal = Float32Array | Float64Array;

/**
 * A `Float32Array` in memory of its own, as `copyToChannel`, `postMessage` and a Blob take it: since TypeScript 5.7
 * `Float32Array<ArrayBuffer>`, which compilers of before cannot read and do not tell from others.
 */
export type OwnedFloat32 = ReturnType<Float32ArrayConstructor['of']>;

/** A `Float64Array` in memory of its own; see {@link OwnedFloat32}. */
export type OwnedFloat64 = ReturnType<Float64ArrayConstructor['of']>;

/** Bytes in memory of their own, as a Blob and `fetch` take them; see {@link OwnedFloat32}. */
export type EncodedBytes = ReturnType<Uint8ArrayConstructor['of']>;

/** What comes out for a signal: of the same precision, in memory of its own. */
export type OwnedSignal<S extends Signal = OwnedFloat32 | OwnedFloat64> = (S extends Float32Array
  ? OwnedFloat32
  : OwnedFloat64) &
  S;

/**
 * Name of the type of a typed array, of this or another realm (an iframe, a vm, jsdom): `Float32Array`. Undefined for
 * everything else.
 */
export function typedArrayName(value: unknown): string | undefined {
  return ArrayBuffer.isView(value)
    ? (value as unknown as { [Symbol.toStringTag]?: string })[Symbol.toStringTag]
    : undefined;
}

/** Whether `value` is a `Float32Array`, of any realm. */
export function isFloat32(value: unknown): value is Float32Array {
  return typedArrayName(value) === 'Float32Array';
}

/** Whether `value` is a `Float32Array` or a `Float64Array`, of any realm. */
export function isSignal(value: unknown): value is Signal {
  const name = typedArrayName(value);
  return name === 'Float32Array' || name === 'Float64Array';
}

/** A new signal of the same precision, filled with zeros. */
export function likeSignal<S extends Signal>(samples: S, length: number): OwnedSignal<S> {
  requireRoom('The result', length);
  return (isFloat32(samples) ? new Float32Array(length) : new Float64Array(length)) as OwnedSignal<S>;
}

/** Whether no sample is NaN or infinite. */
export function isAllFinite(samples: ArrayLike<number>): boolean {
  // 0 · x is NaN for NaN and for infinities, and NaN survives every later sum. Four sums, so that none waits for the last.
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  let i = 0;
  for (const end = samples.length - 3; i < end; i += 4) {
    a += 0 * samples[i]!;
    b += 0 * samples[i + 1]!;
    c += 0 * samples[i + 2]!;
    d += 0 * samples[i + 3]!;
  }
  for (; i < samples.length; i++) a += 0 * samples[i]!;
  return a + b + c + d === 0;
}

/**
 * Refuses NaN and infinite samples, as librosa's `util.valid_audio` does.
 *
 * @throws {@link DspError} `non-finite`, naming the first index.
 */
export function requireFinite(samples: ArrayLike<number>, what = 'signal'): void {
  if (isAllFinite(samples)) return;
  let at = 0;
  while (Number.isFinite(samples[at])) at++;
  throw new DspError(
    'non-finite',
    `The ${what} must hold finite samples only; sample ${at} is ${samples[at]}. Replace such samples before the call.`,
  );
}
