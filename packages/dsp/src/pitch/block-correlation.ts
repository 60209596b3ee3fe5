import type { Signal } from '../signal.ts';

/** The sums of products of a frame with itself, lag after lag. */
export type FrameCorrelation = (t: number, frame: Float64Array, target: Float64Array) => void;

/** Frames in samples, and the number of lags, from 0. */
export interface FrameShape {
  readonly frameLength: number;
  readonly hopLength: number;
  readonly lags: number;
}

/**
 * Autocorrelations of frames that overlap by whole hops, without a Fourier transform: what a hop adds is summed once and used by
 * every frame that holds it, and only the end of a frame, whose products would leave it, is summed for each.
 *
 * @param padded The signal that frames are cut from, `hopLength` apart.
 * @returns Writes the lags of frame `t`; `frame` holds its samples, and at least `lags` + 3 zeros behind them.
 */
export function blockCorrelation(padded: Signal, { frameLength, hopLength, lags }: FrameShape): FrameCorrelation {
  const blocks = frameLength / hopLength;
  const room = lags + 3;
  // A hop's sums need the samples behind it, as far as the lags reach; behind the signal there are none.
  const samples = new Float64Array(padded.length + room);
  samples.set(padded);
  const kept = Array.from({ length: blocks }, () => ({ block: -1, sums: new Float64Array(room) }));
  const sumsOf = (block: number): Float64Array => {
    const place = kept[block % blocks]!;
    if (place.block !== block) {
      place.block = block;
      const first = block * hopLength;
      for (let lag = 0; lag < lags; lag += 4) addProducts(samples, first, first + hopLength, lag, place.sums);
    }
    return place.sums;
  };
  const end = new Float64Array(room);
  return (t, frame, target) => {
    for (let lag = 0; lag < lags; lag += 4) {
      // Hops whose products stay inside the frame, for the largest lag of the four.
      const whole = Math.max(0, Math.floor((frameLength - Math.min(lag + 3, lags - 1)) / hopLength));
      addProducts(frame, whole * hopLength, frameLength - lag, lag, end);
      for (let k = lag; k < Math.min(lag + 4, lags); k++) target[k] = end[k]!;
      for (let b = 0; b < whole; b++) {
        const sums = sumsOf(t + b);
        for (let k = lag; k < Math.min(lag + 4, lags); k++) target[k]! += sums[k]!;
      }
    }
  };
}

/** Σ x[n] · x[n + k] for n from `first` to before `after`, for four lags k at once, since a sum alone waits for its last addition. */
function addProducts(x: Float64Array, first: number, after: number, lag: number, target: Float64Array): void {
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  let p = x[first + lag]!;
  let q = x[first + lag + 1]!;
  let r = x[first + lag + 2]!;
  for (let n = first, m = first + lag + 3; n < after; n++, m++) {
    const value = x[n]!;
    const s = x[m]!;
    a += value * p;
    b += value * q;
    c += value * r;
    d += value * s;
    p = q;
    q = r;
    r = s;
  }
  target[lag] = a;
  target[lag + 1] = b;
  target[lag + 2] = c;
  target[lag + 3] = d;
}
