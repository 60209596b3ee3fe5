import { checkOptions, describe, type OptionNames } from '../check-call.ts';
import { DspError } from '../errors.ts';
import { portableSinCos } from '../portable/trigonometry.ts';
import type { OwnedFloat64 } from '../signal.ts';
import { requireInteger, requirePositive, requireRange, requireRoom } from '../validate.ts';
import { besselI0 } from './bessel-i0.ts';

/** Windows without a parameter, by their scipy names. */
export type WindowName =
  | 'hann'
  | 'hamming'
  | 'blackman'
  | 'blackmanharris'
  | 'nuttall'
  | 'flattop'
  | 'boxcar'
  | 'bartlett'
  | 'triang'
  | 'cosine'
  | 'bohman'
  | 'barthann'
  | 'parzen';

/**
 * A window: a name; a name with its parameter; samples of the window itself; or a function that makes them.
 *
 * `kaiser` takes β ≥ 0, `gaussian` its standard deviation in samples, `tukey` the tapered fraction α in [0, 1],
 * `general_hamming` its α, `exponential` its decay τ in samples.
 */
export type WindowSpec =
  | WindowName
  | { readonly name: 'kaiser'; readonly beta: number }
  | { readonly name: 'gaussian'; readonly std: number }
  | { readonly name: 'tukey'; readonly alpha: number }
  | { readonly name: 'general_hamming'; readonly alpha: number }
  | { readonly name: 'exponential'; readonly tau: number }
  | ArrayLike<number>
  | ((length: number) => ArrayLike<number>);

/** Options of {@link getWindow}. */
export interface WindowOptions {
  /**
   * `true` for spectral analysis (periodic: the symmetric window one longer, its last value dropped), `false` for filter
   * design (symmetric).
   * @default true
   */
  fftbins?: boolean | undefined;
}

const cosine = (turns: number): number => portableSinCos(turns).cos;
const sine = (turns: number): number => portableSinCos(turns).sin;

/** Sums of cosines: coefficient k times (−1)^k cos(2πkn/(N−1)). */
const cosineSums = new Map<string, readonly number[]>(
  Object.entries({
    hann: [0.5, 0.5],
    hamming: [0.54, 0.46],
    blackman: [0.42, 0.5, 0.08],
    blackmanharris: [0.35875, 0.48829, 0.14128, 0.01168],
    nuttall: [0.3635819, 0.4891775, 0.1365995, 0.0106411],
    flattop: [0.21557895, 0.41663158, 0.277263158, 0.083578947, 0.006947368],
  }),
);

const cosineSum = (terms: readonly number[]) => (n: number, last: number) =>
  terms.reduce((sum, term, k) => sum + (k % 2 ? -term : term) * cosine((k * n) / last), 0);

/** Value n of the symmetric window whose last index is `last`. */
type Shape = (n: number, last: number) => number;

const shapes = new Map<string, Shape>(
  Object.entries<Shape>({
    boxcar: () => 1,
    bartlett: (n, last) => (2 * n <= last ? (2 * n) / last : 2 - (2 * n) / last),
    triang: (n, last) => {
      const length = last + 1;
      const nearer = Math.min(n, last - n) + 1;
      return length % 2 ? (2 * nearer) / (length + 1) : (2 * nearer - 1) / length;
    },
    cosine: (n, last) => sine((2 * n + 1) / (4 * (last + 1))),
    bohman: (n, last) => {
      if (n === 0 || n === last) return 0;
      const distance = Math.abs(2 * n - last);
      return (1 - distance / last) * cosine(distance / (2 * last)) + sine(distance / (2 * last)) / Math.PI;
    },
    barthann: (n, last) => 0.62 - 0.48 * Math.abs(n / last - 0.5) - 0.38 * cosine(n / last),
    parzen: (n, last) => {
      const length = last + 1;
      const distance = Math.abs(n - last / 2);
      const x = distance / (length / 2);
      return distance <= last / 4 ? 1 - 6 * x * x + 6 * x * x * x : 2 * (1 - x) * (1 - x) * (1 - x);
    },
  }),
);

function shapeOfSpec(spec: Exclude<WindowSpec, ArrayLike<number> | ((length: number) => ArrayLike<number>)>): Shape {
  if (typeof spec === 'string') {
    const terms = cosineSums.get(spec);
    const shape = terms ? cosineSum(terms) : shapes.get(spec);
    if (shape) return shape;
  } else if (typeof spec === 'object' && spec !== null) {
    switch (spec.name) {
      case 'kaiser': {
        const peak = besselI0(requireRange('beta', spec.beta, 0, 700));
        return (n, last) => {
          const x = (2 * n) / last - 1;
          return besselI0(spec.beta * Math.sqrt(Math.max(0, 1 - x * x))) / peak;
        };
      }
      case 'gaussian':
        requirePositive('std', spec.std);
        return (n, last) => Math.exp(-0.5 * ((n - last / 2) / spec.std) ** 2);
      case 'general_hamming':
        requireRange('alpha', spec.alpha, 0, 1);
        return cosineSum([spec.alpha, 1 - spec.alpha]);
      case 'exponential':
        requirePositive('tau', spec.tau);
        return (n, last) => Math.exp(-Math.abs(n - last / 2) / spec.tau);
      case 'tukey':
        requireRange('alpha', spec.alpha, 0, 1);
        return (n, last) => {
          const nearer = Math.min(n, last - n);
          const taper = (spec.alpha * last) / 2;
          if (spec.alpha <= 0 || nearer > Math.floor(taper)) return 1;
          return 0.5 * (1 + cosine((nearer / taper - 1) / 2));
        };
    }
  }
  throw new DspError(
    'invalid-option',
    `window must be a known name, an object with a name and its parameter, an array or a function. Received ${describe(spec)}.`,
  );
}

const names: OptionNames<WindowOptions> = { fftbins: true };

/**
 * A window of `length` samples, float64, periodic by default.
 *
 * Source: `scipy.signal.get_window` 1.17.
 *
 * @throws DspError `invalid-option` for an unknown window, or an array of another length.
 */
export function getWindow(window: WindowSpec, length: number, options: WindowOptions = {}): OwnedFloat64 {
  checkOptions('getWindow', options, names);
  requireRoom('The window', requireInteger('window length', length));
  if (typeof window === 'function' || (typeof window === 'object' && window !== null && 'length' in window)) {
    const values = Float64Array.from(typeof window === 'function' ? window(length) : window);
    if (values.length === length) return values;
    throw new DspError('invalid-option', `window must have ${length} values. Received ${values.length}.`);
  }
  const shape = shapeOfSpec(window);
  if (length === 1) return Float64Array.of(1);
  const last = (options.fftbins ?? true) ? length : length - 1;
  return Float64Array.from({ length }, (_, n) => shape(n, last));
}
